using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
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
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Benchmarks.Durability;

/// <summary>
/// The real service in this process, connected to the emulators and to simulated hosts that take almost no time. It
/// fills the data folder on which a separate process is measured later.
/// </summary>
internal sealed class PlayedService : IAsyncDisposable
{
    private const double TimeFactor = 0.001;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(20);

    private readonly DataFolder _data;
    private readonly RunbookCatalog _catalog;
    private readonly WebApplication _app;

    private PlayedService(DataFolder data, RunbookCatalog catalog, WebApplication app) =>
        (_data, _catalog, _app) = (data, catalog, app);

    public IJournal Journal => _app.Services.GetRequiredService<IJournal>();

    /// <summary>Starts the service.</summary>
    /// <param name="folder">Its data is in the subfolder <c>data</c>.</param>
    /// <param name="listeners">See each statement to its database.</param>
    public static async Task<PlayedService> StartAsync(
        string folder,
        string workflows,
        SandboxServers servers,
        CancellationToken cancellation,
        params IReadOnlyCollection<IInterceptor> listeners
    )
    {
        var (options, problems) = SettingsCheck.Of(SettingsOf(folder, workflows, servers), needsSsh: false);
        if (options is null)
            throw new InvalidOperationException(string.Join(' ', problems));
        var data = DataFolder.TryOpen(options.DataFolder)
            ?? throw new InvalidOperationException($"{options.DataFolder} is in use.");
        var catalog = new RunbookCatalog(workflows);
        var app = await Composition.BuildAsync(
            options,
            data,
            Hosts(catalog),
            cancellation,
            quiet: true,
            listeners: listeners
        );
        await app.StartAsync(cancellation);
        return new PlayedService(data, catalog, app);
    }

    /// <summary>Opens a run in mek's name.</summary>
    public async Task<RunId> OpenAsync(string runbook, string[] only, CancellationToken cancellation = default)
    {
        var answer = _catalog.Plan(runbook, Facts.Empty, [.. only]);
        var plan = answer.Plan ?? throw new InvalidOperationException(string.Join(' ', answer.Refusals));
        var key = $"benchmark/{string.Join(',', plan.Hosts.Select(host => host.Name))}";
        var mek = _app.Services.GetRequiredService<PeopleList>().Named("mek")!;
        var started = await _app
            .Services.GetRequiredService<Signals>()
            .StartAsync(key, mek, Door.CommandLine, plan, cancellation);
        return started.Run ?? throw new InvalidOperationException(started.Refusal!.Sentence);
    }

    /// <summary>Approves the open gate in cdrini's name.</summary>
    public Task ApproveAsync(Run run, CancellationToken cancellation)
    {
        var drini = _app.Services.GetRequiredService<PeopleList>().Named("cdrini")! with
        {
            Accounts = ["listed:cdrini"],
        };
        var approve = new PersonsCommand.Approve(run.CurrentGate!.Name, run.PlanDigest, drini);
        return _app.Services.GetRequiredService<Signals>().SignalAsync(run.Id, approve, cancellation);
    }

    /// <summary>Waits until the condition holds and returns the run.</summary>
    public async Task<Run> AwaitAsync(
        RunId id,
        Predicate<Run> condition,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var run = Run.Initial(id);
        for (var started = time.GetTimestamp(); time.GetElapsedTime(started) < MaxDuration; )
        {
            run = (await Journal.ReadAsync(id, run.Version, cancellation)).Aggregate(run, (fold, entry) =>
                fold.Evolve(entry)
            );
            if (condition(run))
                return run;
            if (run.Stuck.FirstOrDefault() is { } stuck)
                throw new InvalidOperationException(
                    $"{stuck.Place} is stuck: {stuck.Failure?.Sentence ?? stuck.Doubt}"
                );
            await Task.Delay(PollEvery, time, cancellation);
        }

        throw new TimeoutException($"Run {id} did not get that far within {MaxDuration}.");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _data.Dispose();
    }

    private static SimulatedHosts Hosts(RunbookCatalog catalog)
    {
        var inventory = catalog.Inventory().Value!;
        var fleet = new SimulatedFleet(inventory.Hosts, TimeProvider.System);
        foreach (var host in inventory.Hosts)
        {
            fleet[host.Name].TimeFactor = TimeFactor;
            HostAnswers.Teach(fleet[host.Name], host);
        }

        return new SimulatedHosts(new SimulatedShell(fleet), new HostPolling(Pace, Pace, Pace));
    }

    private static Settings SettingsOf(string folder, string workflows, SandboxServers servers) =>
        new()
        {
            DataFolder = Path.Combine(folder, "data"),
            WorkflowsFolder = workflows,
            Listen = "http://127.0.0.1:0",
            People =
            [
                new()
                {
                    Name = "mek",
                    Slack = ["U0MEK"],
                    Roles = ["operator"],
                },
                new()
                {
                    Name = "cdrini",
                    Slack = ["U0DRINI"],
                    Roles = ["approver"],
                },
            ],
            Slack = new()
            {
                BaseAddress = $"{servers.SlackApi}",
                BotToken = SlackWorkspace.BotToken,
                AppToken = SlackWorkspace.AppToken,
            },
            GitHub = new() { BaseAddress = $"{servers.GitHubApi}", Token = GitHubSite.Token },
        };
}
