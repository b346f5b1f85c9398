using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OlUpgrade.Execution;
using OlUpgrade.Hosting;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Hosting.People;
using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox;
using OlUpgrade.Sandbox.GitHub;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Sandbox.Slack;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Spec.Hosting;

/// <summary>
/// The real service in this process, with emulated Slack and GitHub (real HTTP, real socket) and simulated hosts. It
/// can be stopped and started again with the same data.
/// </summary>
internal sealed class ServiceScene : IAsyncDisposable
{
    public const string Mek = "U0MEK";
    public const string Drini = "U0DRINI";
    public const string Jim = "U0JIM";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly TempFolder _folder = new();
    private readonly HttpClient _http = new();
    private ServiceOptions _options;
    private readonly SimulatedHosts _hosts;
    private DataFolder? _data;
    private IDisposable? _prepared;
    private WebApplication? _app;

    private readonly GroupSettings[] _groups;

    private readonly TimeProvider? _time;

    private readonly string _listen;

    private ServiceScene(SandboxServers servers, int needs, GroupSettings[] groups, TimeProvider? time, string listen)
    {
        (_groups, _time, _listen) = (groups, time, listen);
        Servers = servers;
        Eyes = new SlackEyes(servers.Slack);
        Directory.CreateDirectory(_folder.File("workflows"));
        _folder.Write("workflows/hosts.yaml", SmallWorkflow.Hosts);
        _folder.Write("workflows/small.yaml", $"{SmallWorkflow.Runbook(needs)}\nrollback: {{approval: required}}\n");
        var (options, problems) = SettingsCheck.Of(Settings(), needsSsh: false);
        Assert.Empty(problems);
        _options = options!;
        var inventory = new RunbookCatalog(_folder.File("workflows")).Inventory().Value!;
        Fleet = new SimulatedFleet(inventory.Hosts, TimeProvider.System);
        foreach (var host in inventory.Hosts)
            HostAnswers.Teach(Fleet[host.Name], host);
        _hosts = new SimulatedHosts(new SimulatedShell(Fleet), new HostPolling(Look, Look, Look));
    }

    public SandboxServers Servers { get; }

    public SimulatedFleet Fleet { get; }

    public SlackEyes Eyes { get; }

    public LogKeeper Log { get; } = new();

    /// <summary>The service's statements to its database.</summary>
    public HeardStatements Heard { get; } = new();

    /// <summary>Where the API listens; the same after a restart.</summary>
    public ListenAddress Listen => _options.Listen;

    /// <summary>The address of an API that listens at a port.</summary>
    public Uri Address => ((ListenAddress.Port)_options.Listen).Address;

    public string Data => _folder.File("data");

    public IJournal Journal => _app!.Services.GetRequiredService<IJournal>();

    public BranchOffers Offers => _app!.Services.GetRequiredService<BranchOffers>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts the service.</summary>
    /// <param name="prepare">Prepares the data folder; its result is disposed at the end.</param>
    /// <param name="readsIssues">Read issues all the time; otherwise the first time is after a minute.</param>
    /// <param name="time">The clock of the service, Slack and GitHub; null for the machine's.</param>
    /// <param name="listen">Where the API listens; at a free port if nothing is said.</param>
    /// <param name="beforeGitHub">Sees the requests before the emulated GitHub does.</param>
    public static async Task<ServiceScene> StartAsync(
        int needs = 1,
        Func<string, IDisposable>? prepare = null,
        GroupSettings[]? groups = null,
        bool readsIssues = false,
        TimeProvider? time = null,
        Action<WebApplication>? beforeGitHub = null,
        string listen = "http://127.0.0.1:0"
    )
    {
        var servers = await SandboxServers.StartAsync(
            time ?? TimeProvider.System,
            beforeGitHub: beforeGitHub,
            cancellation: Cancel
        );
        var scene = new ServiceScene(servers, needs, groups ?? [], time, listen);
        if (readsIssues)
            scene._options = scene._options with { GitHub = scene._options.GitHub with { CommentsEvery = Look } };
        scene._prepared = prepare?.Invoke(scene.Data);
        await scene.StartServiceAsync();
        return scene;
    }

    public async Task StartServiceAsync()
    {
        _data = DataFolder.TryOpen(_options.DataFolder);
        Assert.NotNull(_data);
        _app = await Composition.BuildAsync(_options, _data, _hosts, Cancel, time: _time, listeners: [Heard]);
        _app.Services.GetRequiredService<ILoggerFactory>().AddProvider(Log);
        await _app.StartAsync(Cancel);
        if (_options.Listen is ListenAddress.Port)
            _options = _options with { Listen = new ListenAddress.Port(new Uri(_app.Urls.Single())) };
        await Eventually.True("a socket to Slack", () => Servers.Slack.Sockets.Connections > 0);
    }

    public async Task StopServiceAsync()
    {
        await _app!.StopAsync(Cancel);
        await _app.DisposeAsync();
        _data!.Dispose();
        _app = null;
        await Eventually.True("no socket to Slack", () => Servers.Slack.Sockets.Connections == 0);
    }

    public void Type(string line, string user = Mek) => Servers.Slack.TypeCommand(user, SlackEyes.Channel, line);

    public void React(string user, string ts, string name = "+1") =>
        Servers.Slack.React(user, SlackEyes.Channel, ts, name);

    public void Press(string user, string ts, string action) =>
        Servers.Slack.Press(user, SlackEyes.Channel, ts, action);

    public void Say(string user, string text, string? threadTs = null) =>
        Servers.Slack.Say(user, SlackEyes.Channel, text, threadTs);

    /// <summary>Fills in and submits the form that opens for this person.</summary>
    public async Task Send(string user, params (string Field, string Value)[] filled)
    {
        var form = await Eventually.Found($"a form before {user}", () =>
            Servers.Slack.Forms(user).Select(view => (string?)view!["id"]).FirstOrDefault()
        );
        Servers.Slack.Submit(user, form, filled.ToDictionary(one => one.Field, one => one.Value));
    }

    public void EditRunbook(Func<string, string> edit)
    {
        var path = _folder.File("workflows/small.yaml");
        File.WriteAllText(path, edit(File.ReadAllText(path)));
    }

    /// <summary>Edits the inventory; the simulated hosts learn the answers to its new questions.</summary>
    public void EditInventory(Func<string, string> edit)
    {
        var path = _folder.File("workflows/hosts.yaml");
        File.WriteAllText(path, edit(File.ReadAllText(path)));
        foreach (var host in new RunbookCatalog(_folder.File("workflows")).Inventory().Value!.Hosts)
            HostAnswers.Teach(Fleet[host.Name], host);
    }

    public string TokenOf(string person) =>
        new TokenFile(_options.DataFolder, _time ?? TimeProvider.System).Make(person);

    /// <summary>Calls the local API with this token. Returns the answer's status and body.</summary>
    public async Task<(int Status, JsonNode? Body)> Call(
        HttpMethod method,
        string path,
        string? token,
        string? json = null
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path));
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public async Task<Run> Run(int number = 1)
    {
        var id = new RunId(number);
        var entries = await Journal.ReadAsync(id, 0, Cancel);
        return entries.Aggregate(OlUpgrade.Runs.Run.Initial(id), (run, entry) => run.Evolve(entry));
    }

    /// <summary>The events of the run, as they are stored.</summary>
    public async Task<IReadOnlyList<string>> Events(int number = 1) =>
        [
            .. (await Journal.ReadAsync(new RunId(number), 0, Cancel)).Select(entry =>
                $"{EventCodec.NameOf(entry.Event)} {EventCodec.Encode(entry.Event)}"
            ),
        ];

    public async Task Happened(string piece) =>
        await Eventually.True($"{piece} in the journal", async () =>
            (await Events()).Any(one => one.Contains(piece, StringComparison.Ordinal))
        );

    public Task Ended(RunStatus status) =>
        Eventually.Found(
            $"run 1 as {status}",
            async () => (await Run()) is { IsSettled: true } run && run.Status == status ? run : null,
            () => Log.Text
        );

    /// <summary>Waits until all notes are delivered.</summary>
    public Task NotesSentAsync() =>
        Eventually.True("an empty outbox", async () =>
            (await _app!.Services.GetRequiredService<IOutbox>().WaitingAsync(Cancel)).IsEmpty
        );

    public JsonArray Issues => Servers.GitHub.Issues("internetarchive", "openlibrary");

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await StopServiceAsync();
        _http.Dispose();
        await Servers.DisposeAsync();
        _prepared?.Dispose();
        _folder.Dispose();
    }

    private Settings Settings() =>
        new()
        {
            DataFolder = Data,
            WorkflowsFolder = _folder.File("workflows"),
            Listen = _listen,
            People =
            [
                Person("mek", Mek, "mekarpeles"),
                Person("cdrini", Drini, "cdrini"),
                Person("jim", Jim),
                Person("gwen", "U0GUEST"),
                Person("robot", "U0OTHERBOT"),
                Person("otto", "U0OUTSIDER"),
                new()
                {
                    Name = "viv",
                    GitHub = ["JimChamp"],
                    Roles = ["viewer"],
                },
            ],
            Groups = [.. _groups],
            Slack = new()
            {
                BaseAddress = $"{Servers.SlackApi}",
                BotToken = SlackWorkspace.BotToken,
                AppToken = SlackWorkspace.AppToken,
            },
            GitHub = new() { BaseAddress = $"{Servers.GitHubApi}", Token = GitHubSite.Token },
        };

    private static PersonSettings Person(string name, string slack, params List<string> logins) =>
        new()
        {
            Name = name,
            Slack = [slack],
            GitHub = logins,
            Roles = ["operator", "approver"],
        };
}
