using OlUpgrade.Hosting;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Sandbox.GitHub;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Sandbox.Slack;
using OlUpgrade.Sandbox.Workflows;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Sandbox.Demo;

/// <summary>
/// The real service, configured for emulated Slack and GitHub and simulated hosts. Its temporary folder is deleted when
/// it stops.
/// </summary>
internal sealed class DemoService : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly DataFolder _data;

    private DemoService(DirectoryInfo folder, DataFolder data, WebApplication app, Uri address, SimulatedFleet fleet)
    {
        (_folder, _data, App, Address, Fleet) = (folder, data, app, address, fleet);
    }

    public WebApplication App { get; }

    public Uri Address { get; }

    /// <summary>The hosts that the service works on.</summary>
    public SimulatedFleet Fleet { get; }

    public string DataFolder => _data.Path;

    public static async Task<DemoService> StartAsync(
        SandboxServers servers,
        DemoPace pace,
        int port,
        bool isQuiet,
        CancellationToken cancellation
    )
    {
        var folder = Directory.CreateTempSubdirectory("olupgrade-demo-");
        var workflows = Path.Combine(folder.FullName, "workflows");
        DemoWorkflows.Copy(DemoWorkflows.Find(), workflows, pace);
        var (options, problems) = SettingsCheck.Of(
            SettingsOf(servers, folder.FullName, workflows, port),
            needsSsh: false
        );
        if (options is null)
            throw new InvalidOperationException(string.Join(' ', problems));
        options = options with { GitHub = options.GitHub with { CommentsEvery = pace.CommentsEvery } };
        var data = Storage.Sqlite.DataFolder.TryOpen(options.DataFolder)
            ?? throw new InvalidOperationException("The demo's data folder is in use.");
        var fleet = FleetOf(workflows, pace);
        var hosts = new SimulatedHosts(new SimulatedShell(fleet), pace.Hosts);
        var app = await Composition.BuildAsync(options, data, hosts, cancellation, quiet: isQuiet);
        await app.StartAsync(cancellation);
        return new DemoService(folder, data, app, new Uri(app.Urls.Single()), fleet);
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        _data.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static SimulatedFleet FleetOf(string workflows, DemoPace pace)
    {
        var inventory = new RunbookCatalog(workflows).Inventory().Value!;
        var fleet = new SimulatedFleet(inventory.Hosts, TimeProvider.System);
        foreach (var host in inventory.Hosts)
        {
            fleet[host.Name].TimeFactor = pace.TimeFactor;
            HostAnswers.Teach(fleet[host.Name], host);
        }

        return fleet;
    }

    private static Settings SettingsOf(SandboxServers servers, string folder, string workflows, int port) =>
        new()
        {
            DataFolder = Path.Combine(folder, "data"),
            WorkflowsFolder = workflows,
            Listen = $"http://127.0.0.1:{port}",
            People =
            [
                Person("mek", "U0MEK", "mekarpeles"),
                Person("cdrini", "U0DRINI", "cdrini"),
                Person("jim", "U0JIM", "jimchamp"),
            ],
            Slack = new()
            {
                BaseAddress = servers.SlackApi.ToString(),
                BotToken = SlackWorkspace.BotToken,
                AppToken = SlackWorkspace.AppToken,
            },
            GitHub = new() { BaseAddress = servers.GitHubApi.ToString(), Token = GitHubSite.Token },
        };

    private static PersonSettings Person(string name, string slack, string login) =>
        new()
        {
            Name = name,
            Slack = [slack],
            GitHub = [login],
            Roles = ["operator", "approver"],
        };
}
