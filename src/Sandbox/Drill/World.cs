using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.GitHub;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Sandbox.Slack;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// Everything outside the engine: the journal's store, the hosts, Slack, GitHub and time. It survives when a worker is
/// killed, and it is all that the next worker finds.
/// </summary>
public sealed class World
{
    public static readonly Person Requester = new("mek", [Role.Operator, Role.Approver], ["listed:mek"]);
    public static readonly Person Approver = new("cdrini", [Role.Operator, Role.Approver], ["listed:cdrini"]);

    private static readonly DateTimeOffset Start = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    public World(Scenario scenario, WatchedJournal journal)
    {
        (Scenario, Journal) = (scenario, journal);
        Time = new VirtualTime(Start);
        Clock = new ServiceClock(Time);
        Slack = new SlackWorkspace(Time);
        GitHub = new GitHubSite(Time);
        Plan = scenario.Plan;
        Fleet = new SimulatedFleet([.. Plan.Hosts, .. Plan.Peers], Time);
        foreach (var host in Plan.Hosts.Concat(Plan.Peers))
            HostAnswers.Teach(Fleet[host.Name], host);
        scenario.Arm(this);
        Before = Fleet.Hosts.ToImmutableDictionary(host => host.Name, SimulatedState.Of);
    }

    public Scenario Scenario { get; }

    public VirtualTime Time { get; }

    /// <summary>The clock that the engine reads.</summary>
    public ServiceClock Clock { get; }

    public WatchedJournal Journal { get; }

    public SlackWorkspace Slack { get; }

    public GitHubSite GitHub { get; }

    public SimulatedFleet Fleet { get; }

    public Plan Plan { get; }

    /// <summary>What really ran on each host before the run.</summary>
    public ImmutableDictionary<string, SimulatedState> Before { get; }

    /// <summary>What really differs from before the run, a sentence each; empty if nothing does.</summary>
    public IEnumerable<string> DifferencesOn(string host) => Before[host].DifferencesTo(SimulatedState.Of(Fleet[host]));

    public ImmutableArray<Entry> Entries(RunId run) => Journal.ReadAsync(run, 0, CancellationToken.None).Result;

    /// <summary>Advances time until the task has ended; for when only the engine waits.</summary>
    public async Task<T> PumpAsync<T>(Task<T> task)
    {
        for (var fired = 0; !task.IsCompleted; fired++)
        {
            if (fired > 2_000_000 || !Time.FireNext())
                throw new LawBrokenException(
                    "7",
                    $"The engine waits forever: {fired} timers fired and its task did not end."
                );
        }

        return await task;
    }
}
