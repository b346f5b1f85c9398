using System.Globalization;
using System.Text.Json.Nodes;
using OlUpgrade.Sandbox;
using OlUpgrade.Sandbox.GitHub;
using OlUpgrade.Sandbox.Slack;
using OlUpgrade.Spec.Ssh;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.RealHost;

/// <summary>
/// The real program with a real sshd on loopback and emulated Slack and GitHub, called over its socket. Its runbook
/// appends a line to a file, prints a secret (or the output of another command), and waits for the gate.
/// </summary>
internal sealed class RealHostScene : IAsyncDisposable
{
    private const string Mek = "U0MEK";
    private const string Drini = "U0DRINI";

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _environment;
    private readonly Dictionary<string, string> _tokens = [];
    private readonly SandboxServers _servers;
    private ProgramRun? _service;

    private RealHostScene(SandboxServers servers, LoopbackSshd sshd, string? prints)
    {
        _servers = servers;
        Eyes = new SlackEyes(servers.Slack);
        Directory.CreateDirectory(_folder.File("workflows"));
        _folder.Write("workflows/drained.yaml", DrainedRunbook());
        _folder.Write("workflows/hosts.yaml", Inventory(sshd.Port));
        _folder.Write("workflows/line.yaml", Runbook(prints ?? $"cat {_folder.File("bot-token")}"));
        _environment = Environment(sshd);
    }

    public SlackEyes Eyes { get; }

    public string KnownHosts => _folder.File("known_hosts");

    public string Ledger => _folder.File("ledger");

    /// <summary>Everything that the killed services of this scene printed.</summary>
    public string Log { get; private set; } = "";

    /// <summary>How often the command ran: it appends a line each time.</summary>
    public int Lines =>
        System.IO.File.Exists(_folder.File("lines")) ? System.IO.File.ReadAllLines(_folder.File("lines")).Length : 0;

    /// <summary>
    /// When a silence of the drained host must end, as passed to its script; null while the host is in service.
    /// </summary>
    public string? SilentUntil =>
        System.IO.File.Exists(_folder.File("drained")) ? System.IO.File.ReadAllText(_folder.File("drained")) : null;

    public JsonNode Issue => Assert.Single(_servers.GitHub.Issues("internetarchive", "openlibrary"))!;

    public int Issues => _servers.GitHub.Issues("internetarchive", "openlibrary").Count;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts only the emulators; <see cref="ServeAsync"/> starts the service.</summary>
    /// <param name="prints">The command of the runbook that prints something.</param>
    public static async Task<RealHostScene> StartAsync(LoopbackSshd sshd, string? prints = null) =>
        new(await SandboxServers.StartAsync(TimeProvider.System, cancellation: Cancel), sshd, prints);

    public string File(string name) => _folder.File(name);

    /// <summary>The running service.</summary>
    public ProgramRun Service => _service!;

    /// <summary>Starts the service and waits until it is connected to Slack.</summary>
    /// <param name="added">What whoever starts it adds to its environment, as systemd does.</param>
    public async Task ServeAsync(IReadOnlyDictionary<string, string>? added = null)
    {
        var environment = _environment.Concat(added ?? new Dictionary<string, string>()).ToDictionary();
        _service = ProgramRun.Start(_folder.Path, environment, "serve");
        await Eventually.Found(
            "a socket to Slack",
            () => Task.FromResult(_servers.Slack.Sockets.Connections > 0 || _service.HasEnded ? "yes" : null),
            () => _service.Output
        );
        Assert.False(_service.HasEnded, _service.Output);
    }

    public async Task KillAsync()
    {
        await _service!.Kill();
        Log += _service.Output;
        await Eventually.True("no socket to Slack", () => _servers.Slack.Sockets.Connections == 0);
    }

    /// <summary>Waits until the running service has logged this; earlier services do not count.</summary>
    public Task Logged(string piece) =>
        Eventually.Found(
            $"\"{piece}\" in the service's log",
            () => Task.FromResult(_service!.Output.Contains(piece, StringComparison.Ordinal) ? piece : null),
            () => _service!.Output
        );

    /// <summary>Takes Slack and GitHub down for this long.</summary>
    public void Silence(TimeSpan span)
    {
        var until = TimeProvider.System.GetUtcNow() + span;
        _servers.Slack.Outages.DownUntil(until);
        _servers.GitHub.Outages.DownUntil(until);
    }

    public void OpenGate() => _folder.Write("gate", "");

    public void Type(string line) => _servers.Slack.TypeCommand(Mek, SlackEyes.Channel, line);

    public async Task Approve() =>
        _servers.Slack.React(Drini, SlackEyes.Channel, await Eyes.Question(), "+1::skin-tone-4");

    public Task Whispered(string piece) => Eyes.Whispered(Mek, piece);

    public string Comments =>
        _servers
            .GitHub.Comments(
                "internetarchive",
                "openlibrary",
                int.Parse($"{Issue["number"]}", CultureInfo.InvariantCulture)
            )
            .ToJsonString();

    private int FirstIssue =>
        _servers.GitHub.Issues("internetarchive", "openlibrary").Min(issue => (int)issue!["number"]!);

    /// <summary>The Markdown of all issues, and of the comments on the first.</summary>
    public IReadOnlyList<string> IssueTexts =>
        [
            .. _servers
                .GitHub.Issues("internetarchive", "openlibrary")
                .Concat(_servers.GitHub.Comments("internetarchive", "openlibrary", FirstIssue))
                .Select(text => (string?)text!["body"] ?? ""),
        ];

    /// <summary>Runs a verb of the program, as this person if one is given.</summary>
    public async Task<(int Code, string Output)> Cli(string? person, params string[] arguments)
    {
        var environment = new Dictionary<string, string>(_environment);
        if (person is not null)
            environment["OLUPGRADE_TOKEN"] = await TokenOf(person);
        using var program = ProgramRun.Start(_folder.Path, environment, arguments);
        return await program.End();
    }

    public async Task<string> TokenOf(string person)
    {
        if (_tokens.TryGetValue(person, out var known))
            return known;
        var (code, output) = await Cli(null, "token", person);
        Assert.Equal(0, code);
        var token = output.Split('\n').Single(line => line.StartsWith("olu_", StringComparison.Ordinal));
        return _tokens[person] = token.Trim();
    }

    public async Task<JsonArray> Journal()
    {
        var (code, output) = await Cli("mek", "journal", "1", "--json");
        return code == 0 ? JsonNode.Parse(output)!.AsArray() : [];
    }

    /// <summary>Waits until the status contains this. Returns the status.</summary>
    public Task<string> Status(string piece)
    {
        var seen = "";
        return Eventually.Found(
            $"\"{piece}\" in the status",
            async () =>
            {
                seen = (await Cli("mek", "status", "1")).Output;
                return seen.Contains(piece, StringComparison.Ordinal) ? seen : null;
            },
            () => $"{seen}\n{_service?.Output}"
        );
    }

    public async ValueTask DisposeAsync()
    {
        OpenGate();
        _service?.Dispose();
        await _servers.DisposeAsync();
        _folder.Dispose();
    }

    private string Inventory(int port) =>
        $$"""
            all:
              children:
                web:
                  hosts:
                    here:
                      ansible_host: 127.0.0.1
                      ansible_port: {{port}}
                      ansible_user: {{System.Environment.UserName}}
                      ansible_become: false
                      olupgrade_ledger: {{Ledger}}
                      olupgrade_health:
                        - {disk: /, free: 1MiB}
            """;

    private string Runbook(string prints) =>
        $$"""
            runbook: line
            title: A line on a real host
            issue: {repository: internetarchive/openlibrary, labels: ["Affects: Operations"]}
            approval: {channel: "#openlibrary", reaction: "+1", needs: 1, remind: 30m, expires: 8h}
            stages:
              - {stage: canary, hosts: [here]}
            steps:
              - {step: note what runs now, capture: [kernel]}
              - step: write a line
                run: |
                  set -eu
                  echo once >> {{_folder.File("lines")}}
                  {{prints}}
                  echo said at the end of the line
                  tries=0
                  {{WaitForGate}}
                timeout: 10m
              - {step: check health, health: {timeout: 10m, times: 2, every: 100ms} }
            """;

    /// <summary>Ends when the gate is open, or when the scene and its folder are gone.</summary>
    private string WaitForGate =>
        $"while [ -e {_folder.Path} ] && [ ! -e {_folder.File("gate")} ] && [ \"$tries\" -lt 3000 ]; "
        + "do tries=$((tries + 1)); sleep 0.1; done";

    /// <summary>Drains, waits for the gate, and returns.</summary>
    private string DrainedRunbook() =>
        $$"""
            runbook: drained
            title: A host out of service
            issue: {repository: internetarchive/openlibrary, labels: []}
            approval: {channel: "#openlibrary", reaction: "+1", needs: 1, remind: 30m, expires: 8h}
            stages: [{stage: all, hosts: [here]}]
            steps:
              - {step: drain, drain: 'printf %s "$until" > {{_folder.File("drained")}}', timeout: 10m}
              - step: wait for the gate
                run: |
                  tries=0
                  {{WaitForGate}}
                timeout: 10m
              - {step: return, return: 'rm {{_folder.File("drained")}}', timeout: 10m}
            """;

    private Dictionary<string, string> Environment(LoopbackSshd sshd) =>
        new()
        {
            ["OLUPGRADE__DATAFOLDER"] = _folder.File("data"),
            ["OLUPGRADE__WORKFLOWSFOLDER"] = _folder.File("workflows"),
            ["OLUPGRADE__PEOPLE__0__NAME"] = "mek",
            ["OLUPGRADE__PEOPLE__0__SLACK__0"] = Mek,
            ["OLUPGRADE__PEOPLE__0__ROLES__0"] = "operator",
            ["OLUPGRADE__PEOPLE__0__ROLES__1"] = "approver",
            ["OLUPGRADE__PEOPLE__1__NAME"] = "cdrini",
            ["OLUPGRADE__PEOPLE__1__SLACK__0"] = Drini,
            ["OLUPGRADE__PEOPLE__1__ROLES__0"] = "approver",
            ["OLUPGRADE__SLACK__BASEADDRESS"] = $"{_servers.SlackApi}",
            ["OLUPGRADE__SLACK__BOTTOKENFILE"] = Secret("bot-token", SlackWorkspace.BotToken),
            ["OLUPGRADE__SLACK__APPTOKENFILE"] = Secret("app-token", SlackWorkspace.AppToken),
            ["OLUPGRADE__GITHUB__BASEADDRESS"] = $"{_servers.GitHubApi}",
            ["OLUPGRADE__GITHUB__TOKEN"] = GitHubSite.Token,
            ["OLUPGRADE__SSH__KEYFILE"] = sshd.KeyFile,
            ["OLUPGRADE__SSH__KNOWNHOSTSFILE"] = KnownHosts,
        };

    private string Secret(string name, string token)
    {
        var file = _folder.Write(name, token + "\n");
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }
}
