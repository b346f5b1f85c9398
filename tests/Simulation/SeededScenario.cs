using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Sandbox.Emulation;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Simulation;

/// <summary>
/// Makes a scenario from a seed: the appends (up to four) at which the worker is killed, the faults of the hosts, the
/// faults and outages of Slack and GitHub, uncommitted patches that a preflight finds, and whether a person aborts the
/// run or rolls it back. The same seed always makes the same scenario.
/// </summary>
internal static class SeededScenario
{
    private const int AppendsOfARun = 200;

    /// <summary>In one of this many seeds hosts are drained and returned.</summary>
    private const int DrainedEvery = 4;

    private static readonly HostFaultKind[] Kinds = Enum.GetValues<HostFaultKind>();

    public static Scenario Of(long seed)
    {
        // The seed is the only source of chance in the simulation.
        var chance = new Random(unchecked((int)(seed ^ (seed >> 32))));
        var kills = Enumerable
            .Range(0, chance.Next(5))
            .Select(_ => (At: chance.Next(1, AppendsOfARun), Before: chance.Next(2) == 0))
            .DistinctBy(kill => kill.At)
            .ToDictionary(kill => kill.At, kill => kill.Before);
        var faults = Workflows
            .Plan.Hosts.Where(_ => chance.Next(4) == 0)
            .SelectMany(host =>
                Enumerable.Range(0, chance.Next(1, 3)).Select(_ => (host.Name, Fault: SomeFault(chance)))
            )
            .ToList();
        var outages = Enumerable.Range(0, chance.Next(4)).Select(_ => SomeOutage(chance)).ToList();
        var abort = chance.Next(25) == 0 ? TimeSpan.FromMinutes(chance.Next(1, 90)) : (TimeSpan?)null;
        var patched = Workflows.Plan.Hosts.Where(_ => chance.Next(40) == 0).ToList();
        var rollback = chance.Next(6) == 0 ? SomeRollback(chance) : null;
        var plan = seed % DrainedEvery == 0 ? Workflows.Drained : Workflows.Plan;
        return new Scenario(seed, plan, kills, Arm, abort) { Rollback = rollback };

        void Arm(World world)
        {
            foreach (var (host, fault) in faults)
                world.Fleet[host].Faults.Inject(fault);
            foreach (var outage in outages)
                outage(world);
            foreach (var host in patched)
                world.Fleet[host.Name].ChangedCheckouts.Add("/opt/openlibrary");
        }
    }

    private static HostFault SomeFault(Random chance)
    {
        var kind = Kinds[chance.Next(Kinds.Length)];
        return new HostFault(
            kind,
            Times: chance.Next(1, 3),
            After: chance.Next(12),
            // Nothing notices a host that reboots by itself long after its stage, before the next stage starts.
            Duration: TimeSpan.FromSeconds(chance.Next(1, kind == HostFaultKind.Flaps ? 240 : 600)),
            Number: chance.Next(1, 128)
        );
    }

    private static RequestedRollback SomeRollback(Random chance)
    {
        var target =
            chance.Next(3) == 0
                ? Workflows.Plan.Hosts[chance.Next(Workflows.Plan.Hosts.Length)].Name
                : RollbackDecisions.Everything;
        return chance.Next(3) switch
        {
            0 => RequestedRollback.WhenDone(target),
            1 => RequestedRollback.WhenStuck(target),
            _ => RequestedRollback.AfterTime(TimeSpan.FromMinutes(chance.Next(1, 90)), target),
        };
    }

    private static Action<World> SomeOutage(Random chance)
    {
        string[] calls = ["chat.postMessage", "chat.update", "issues", "comments", "git/refs", ""];
        var call = calls[chance.Next(calls.Length)];
        var seconds = chance.Next(1, 300);
        return (chance.Next(10)) switch
        {
            0 => world => world.Slack.Outages.LoseNextAnswer(call),
            1 => world => world.GitHub.Outages.LoseNextAnswer(call),
            2 => world => world.GitHub.Outages.LoseNextRequest(call),
            3 => world => world.Slack.Outages.FailNext(call, 502),
            4 => world => world.GitHub.Outages.FailNext(call, 502),
            5 => world => world.Slack.Outages.RateLimitNext(call, seconds),
            6 => world => world.GitHub.Outages.DownUntil(world.Time.GetUtcNow().AddSeconds(seconds)),
            7 => world => world.Slack.Outages.DownUntil(world.Time.GetUtcNow().AddSeconds(seconds)),
            8 => Later(chance, SomeLongOutage(chance), world => world.Slack.Outages),
            _ => Later(chance, SomeLongOutage(chance), world => world.GitHub.Outages),
        };
    }

    /// <summary>An outage of half an hour, of one of four kinds.</summary>
    private static Action<Outages, DateTimeOffset> SomeLongOutage(Random chance) =>
        chance.Next(4) switch
        {
            0 => (outages, now) => outages.FailUntil(now.AddMinutes(30), 503),
            1 => (outages, now) => outages.LimitUntil(now.AddMinutes(30), 60),
            2 => (outages, now) => outages.LimitUntil(now.AddMinutes(30), null),
            _ => (outages, now) => outages.LoseAnswersUntil(now.AddMinutes(30)),
        };

    private static Action<World> Later(Random chance, Action<Outages, DateTimeOffset> begin, Func<World, Outages> whose)
    {
        var after = TimeSpan.FromMinutes(chance.Next(180));
        return world =>
            world.Time.CreateTimer(
                _ => begin(whose(world), world.Time.GetUtcNow()),
                null,
                after,
                Timeout.InfiniteTimeSpan
            );
    }
}
