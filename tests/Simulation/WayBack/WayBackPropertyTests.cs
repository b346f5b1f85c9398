using System.Collections.Concurrent;
using System.Globalization;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Sandbox.Drill;

namespace OlUpgrade.Simulation.WayBack;

/// <summary>
/// For all runbooks and failures: a rollback after any prefix of the run restores everything that has an undo. A host
/// is mixed if and only if something without an undo was changed on it, with exactly those differences.
/// </summary>
[Fault(24)]
public sealed class WayBackPropertyTests(ITestOutputHelper output)
{
    private const string Seeds = "OLUPGRADE_WAYBACK_SEEDS";
    private const string Seed = "OLUPGRADE_WAYBACK_SEED";

    private static int Given(string name, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var given)
            ? given
            : fallback;

    [Fact]
    public void A_rollback_after_any_prefix_restores_everything_that_has_an_undo_and_names_exactly_the_rest()
    {
        var count = Given(Seeds, 300);
        var (broken, hosts) = PlayAll(Enumerable.Range(1, count), isBroken: false);
        output.WriteLine(
            string.Join(", ", hosts.GroupBy(state => state).Select(group => $"{group.Key}: {group.Count()}"))
        );
        Assert.True(
            broken.IsEmpty,
            $"{broken.Count} of {count} seeds:\n"
                + string.Join('\n', broken.OrderBy(one => one.Key).Take(5).Select(one => one.Value))
        );
        Assert.True(
            hosts.Count(state => state == HostState.RolledBack) > count / 4,
            "Hardly any host was rolled back."
        );
        Assert.True(hosts.Count(state => state == HostState.Mixed) > count / 10, "Hardly any host was mixed.");
    }

    [Fact]
    public void An_undo_that_only_claims_success_is_found()
    {
        var (broken, _) = PlayAll(Enumerable.Range(1, 40), isBroken: true);
        Assert.InRange(broken.Count, 10, 40);
        Assert.Contains(broken.Values, story =>
            story.Contains("has an undo, but is not as before", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task One_seed_restores_everything_that_has_an_undo()
    {
        var runbook = new RandomRunbook(Given(Seed, 7));
        output.WriteLine(runbook.Text);
        var ending = await PlayAsync(runbook, entry =>
            output.WriteLine($"{entry.Version} {entry.At:HH:mm:ss} {entry.Event}")
        );
        Assert.Empty(WayBackTruth.Violations(runbook, ending));
    }

    private static (ConcurrentDictionary<int, string> Broken, IReadOnlyCollection<HostState> Hosts) PlayAll(
        IEnumerable<int> seeds,
        bool isBroken
    )
    {
        var broken = new ConcurrentDictionary<int, string>();
        var hosts = new ConcurrentBag<HostState>();
        Parallel.ForEach(seeds, seed =>
        {
            try
            {
                var runbook = new RandomRunbook(seed, isBroken);
                var ending = PlayAsync(runbook).GetAwaiter().GetResult();
                foreach (var host in ending.Run.Rollback?.Hosts ?? [])
                    hosts.Add(FleetTable.Of(ending.Run).Single(row => row.Host == host).State);
                if (WayBackTruth.Violations(runbook, ending).ToList() is { Count: > 0 } wrong)
                    broken[seed] = Report(seed, string.Join("; ", wrong));
            }
            catch (Exception fault)
            {
                broken[seed] = Report(seed, fault.Message);
            }
        });
        return (broken, hosts);
    }

    private static string Report(int seed, string what) =>
        $"{what}\n  {Seed}={seed} dotnet run --project tests/Simulation -- "
        + "--filter-method '*One_seed_restores*' --show-live-output on";

    /// <summary>Plays it once to count the entries, and again with a rollback after a random entry.</summary>
    private static async Task<Ending> PlayAsync(RandomRunbook runbook, Action<Entry>? onEntry = null)
    {
        var scenario = runbook.Scenario();
        var forward = await Simulator.PlayAsync(scenario);
        return await Simulator.PlayAsync(
            scenario with
            {
                Rollback = RequestedRollback.AfterEntries(runbook.Prefix(forward.Run.Version)),
            },
            onEntry
        );
    }
}
