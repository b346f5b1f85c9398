using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using OlUpgrade.Lab.Fleet;
using OlUpgrade.Sandbox.GitHub;
using OlUpgrade.Sandbox.Slack;

namespace OlUpgrade.Lab.Inside;

/// <summary>
/// The real <c>olupgrade serve</c> inside the lab's network, set up in a folder as an operator would: people, token
/// files, the key, pinned host keys, workflows.
/// </summary>
/// <param name="port">The port of its API.</param>
internal class UpgradeService(LabFleet fleet, TempFolder folder, HttpClient http, int port = 8417) : IAsyncDisposable
{
    private readonly Uri _address = new($"http://127.0.0.1:{port}/");
    private readonly Dictionary<string, string> _settings = Settings(fleet, folder, port);
    private InsideProgram? _program;

    public virtual string Log => _program?.Output ?? "";

    /// <summary>Starts it and waits until it answers. It may be killed and started again.</summary>
    public virtual async Task ServeAsync()
    {
        if (!_settings.ContainsKey("OLUPGRADE_TOKEN"))
            _settings["OLUPGRADE_TOKEN"] = await TokenAsync("mek");
        _program = await InsideProgram.StartAsync(fleet, folder.Path, _settings, "olupgrade", "serve");
        await Eventually.Found("an answer of the service", AnswersAsync, () => Log);
        Assert.False(_program.HasEnded, Log);
    }

    public virtual Task KillAsync() => _program!.KillAsync();

    /// <summary>Sends it a signal, such as STOP.</summary>
    public Task SignalAsync(string signal) => _program!.SignalAsync(signal);

    /// <summary>The status of run 1, in one word; empty while there is no run.</summary>
    public virtual async Task<string> StatusAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_address, "api/runs/1"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _settings["OLUPGRADE_TOKEN"]);
        using var reply = await http.SendAsync(request, TestContext.Current.CancellationToken);
        if (reply.StatusCode == System.Net.HttpStatusCode.NotFound)
            return "";
        var run = await reply
            .EnsureSuccessStatusCode()
            .Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (string?)JsonNode.Parse(run)!["status"] ?? "";
    }

    /// <summary>Run 1 as the command line shows it.</summary>
    public async Task<Verdict> VerdictAsync() =>
        new(
            JsonNode.Parse((await CliAsync("status", "1", "--json")).Good())!,
            JsonNode.Parse((await CliAsync("journal", "1", "--json")).Good())!.AsArray()
        );

    /// <summary>Runs a verb of the program as mek.</summary>
    public virtual Task<ToolEnd> CliAsync(params string[] arguments) => CliAsync(_settings, arguments);

    /// <summary>Runs a verb of the program as cdrini, who is not the requester.</summary>
    public async Task<ToolEnd> CliOfDriniAsync(params string[] arguments) =>
        await CliAsync(new(_settings) { ["OLUPGRADE_TOKEN"] = await TokenAsync("cdrini") }, arguments);

    private async Task<ToolEnd> CliAsync(Dictionary<string, string> settings, string[] arguments)
    {
        await using var program = await InsideProgram.StartAsync(fleet, folder.Path, settings, "olupgrade", arguments);
        return await program.EndAsync(TimeSpan.FromMinutes(2));
    }

    public virtual ValueTask DisposeAsync() => _program?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<string?> AnswersAsync()
    {
        try
        {
            return _program!.HasEnded ? Log : await http.GetStringAsync(new Uri(_address, "api/health"));
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    protected async Task<string> TokenAsync(string person)
    {
        var output = (await CliAsync("token", person)).Good();
        return output.Split('\n').Single(line => line.StartsWith("olu_", StringComparison.Ordinal)).Trim();
    }

    protected static Dictionary<string, string> Settings(LabFleet fleet, TempFolder folder, int port) =>
        new()
        {
            ["OLUPGRADE__DATAFOLDER"] = folder.File("data"),
            ["OLUPGRADE__WORKFLOWSFOLDER"] = folder.File("workflows"),
            ["OLUPGRADE__LISTEN"] = $"http://127.0.0.1:{port}/",
            ["OLUPGRADE_SERVER"] = $"http://127.0.0.1:{port}/",
            ["OLUPGRADE__PEOPLE__0__NAME"] = "mek",
            ["OLUPGRADE__PEOPLE__0__SLACK__0"] = SandboxPages.Mek,
            ["OLUPGRADE__PEOPLE__0__ROLES__0"] = "operator",
            ["OLUPGRADE__PEOPLE__0__ROLES__1"] = "approver",
            ["OLUPGRADE__PEOPLE__1__NAME"] = "cdrini",
            ["OLUPGRADE__PEOPLE__1__GITHUB__0"] = "cdrini",
            ["OLUPGRADE__PEOPLE__1__SLACK__0"] = SandboxPages.Drini,
            ["OLUPGRADE__PEOPLE__1__ROLES__0"] = "approver",
            // The Sandbox is at the other end of the Lab's own bridge.
            ["OLUPGRADE__ALLOWPLAINHTTP"] = "true",
            ["OLUPGRADE__SLACK__BASEADDRESS"] = SandboxPages.SlackApi.ToString(),
            ["OLUPGRADE__SLACK__BOTTOKENFILE"] = Secret(folder, "bot-token", SlackWorkspace.BotToken),
            ["OLUPGRADE__SLACK__APPTOKENFILE"] = Secret(folder, "app-token", SlackWorkspace.AppToken),
            ["OLUPGRADE__GITHUB__BASEADDRESS"] = SandboxPages.GitHubApi.ToString(),
            ["OLUPGRADE__GITHUB__TOKENFILE"] = Secret(folder, "github-token", GitHubSite.Token),
            ["OLUPGRADE__SSH__KEYFILE"] = fleet.KeyFile,
            ["OLUPGRADE__SSH__KNOWNHOSTSFILE"] = fleet.KnownHosts,
        };

    /// <summary>Writes a token file with the permissions that an operator would give it.</summary>
    private static string Secret(TempFolder folder, string name, string token)
    {
        var file = folder.Write(name, token + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }
}
