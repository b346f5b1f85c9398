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
/// The real service in this process, in front of the emulators and of hosts that are played and take next to no time.
/// It fills the data folder that a process of its own is measured on later.
/// </summary>
internal sealed class PlayedService : IAsyncDisposable
{
    private const double TimeFactor = 0.001;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private readonly DataFolder _data;
    private readonly RunbookCatalog _shelf;
    private readonly WebApplication _app;

    private PlayedService(DataFolder data, RunbookCatalog shelf, WebApplication app) =>
        (_data, _shelf, _app) = (data, shelf, app);

    public IJournal Journal => _app.Services.GetRequiredService<IJournal>();

    /// <summary>The service, started.</summary>
    /// <param name="folder">Its data is in <c>data</c> there.</param>
    /// <param name="listeners">Hear of each statement to its database.</param>
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
        var shelf = new RunbookCatalog(workflows);
        var app = await Composition.BuildAsync(
            options,
            data,
            Hosts(shelf),
            cancellation,
            quiet: true,
            listeners: listeners
        );
        await app.StartAsync(cancellation);
        return new PlayedService(data, shelf, app);
    }

    /// <summary>Opens a run in mek's name.</summary>
    public async Task<RunId> OpenAsync(string runbook, string[] only, CancellationToken cancellation = default)
    {
        var answer = _shelf.Plan(runbook, Facts.Empty, [.. only]);
        var plan = answer.Plan ?? throw new InvalidOperationException(string.Join(' ', answer.Refusals));
        var key = $"benchmark/{string.Join(',', plan.Hosts.Select(host => host.Name))}";
        var mek = _app.Services.GetRequiredService<PeopleList>().Named("mek")!;
        var started = await _app
            .Services.GetRequiredService<Signals>()
            .StartAsync(key, mek, Door.CommandLine, plan, cancellation);
        return started.Run ?? throw new InvalidOperationException(started.Refusal!.Sentence);
    }

    /// <summary>Puts cdrini's approval to the gate that is open.</summary>
    public Task ApproveAsync(Run run, CancellationToken cancellation)
    {
        var drini = _app.Services.GetRequiredService<PeopleList>().Named("cdrini")!;
        var approve = new PersonsCommand.Approve(null, run.PlanDigest, drini);
        return _app.Services.GetRequiredService<Signals>().SignalAsync(run.Id, approve, cancellation);
    }

    /// <summary>The run as soon as it is so.</summary>
    public async Task<Run> AwaitAsync(RunId id, Predicate<Run> isSo, TimeProvider time, CancellationToken cancellation)
    {
        var run = Run.Initial(id);
        for (var begun = time.GetTimestamp(); time.GetElapsedTime(begun) < MaxDuration; )
        {
            run = (await Journal.ReadAsync(id, run.Version, cancellation)).Aggregate(run, (fold, entry) =>
                fold.Evolve(entry)
            );
            if (isSo(run))
                return run;
            if (run.Stuck.FirstOrDefault() is { } stuck)
                throw new InvalidOperationException(
                    $"{stuck.Place} is stuck: {stuck.Failure?.Sentence ?? stuck.Doubt}"
                );
            await Task.Delay(LookEvery, time, cancellation);
        }

        throw new TimeoutException($"Run {id} did not come so far within {MaxDuration}.");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _data.Dispose();
    }

    private static SimulatedHosts Hosts(RunbookCatalog shelf)
    {
        var inventory = shelf.Inventory().Value!;
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
