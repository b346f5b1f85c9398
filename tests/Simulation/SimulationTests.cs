using System.Collections.Concurrent;
using System.Globalization;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Storage;

namespace OlUpgrade.Simulation;

/// <summary>
/// Plays a fixed set of seeds and every kill point. To play one seed:
/// <c>OLUPGRADE_SEED=123 dotnet run --project tests/Simulation -- --filter-method '*one_seed*'</c>.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private static readonly int FixedSeeds = int.TryParse(
        Environment.GetEnvironmentVariable("OLUPGRADE_SEEDS"),
        CultureInfo.InvariantCulture,
        out var given
    )
        ? given
        : 1_000;

    [Fact]
    public void The_laws_hold_for_the_fixed_seeds()
    {
        var endings = new ConcurrentBag<RunStatus>();
        var broken = new ConcurrentBag<string>();
        Parallel.For(1, FixedSeeds + 1, seed => Try(SeededScenario.Of(seed), endings, broken));
        foreach (var status in endings.GroupBy(status => status).OrderBy(group => group.Key))
            output.WriteLine($"{status.Key}: {status.Count()}");
        Assert.True(broken.IsEmpty, Report(broken));
        Assert.Equal(FixedSeeds, endings.Count);
        Assert.Contains(RunStatus.Succeeded, endings);
        Assert.Contains(RunStatus.Aborted, endings);
        Assert.Contains(RunStatus.RolledBack, endings);
    }

    [Fact]
    [Fault(11)]
    public async Task A_run_that_is_killed_at_any_append_ends_the_same_way_with_each_command_run_once()
    {
        var undisturbed = await Simulator.PlayAsync(Scenario.Undisturbed(Workflows.Short));
        var endings = new ConcurrentBag<RunStatus>();
        var broken = new ConcurrentBag<string>();
        Parallel.For(1, undisturbed.Appends + 1, append =>
        {
            Try(Scenario.KilledAt(append, before: true, Workflows.Short), endings, broken);
            Try(Scenario.KilledAt(append, before: false, Workflows.Short), endings, broken);
        });
        Assert.True(broken.IsEmpty, Report(broken));
        Assert.Equal(undisturbed.Appends * 2, endings.Count);
        Assert.All(endings, status => Assert.Equal(undisturbed.Run.Status, status));
        Assert.Equal(RunStatus.Succeeded, undisturbed.Run.Status);
    }

    /// <summary>
    /// How many appends after the first kill the second one may come: the takeover and what follows directly.
    /// </summary>
    private const int RecoveryAppends = 4;

    [Fact]
    public async Task A_run_that_is_killed_again_while_it_recovers_ends_the_same_way()
    {
        var appends = (await Simulator.PlayAsync(Scenario.Undisturbed(Workflows.Short))).Appends;
        var pairs =
            from first in Enumerable.Range(1, appends)
            from later in Enumerable.Range(1, RecoveryAppends)
            from isBefore in new[] { true, false }
            select Scenario.KilledAt(Workflows.Short, (first, isBefore), (first + later, (first + later) % 2 == 0));
        AllSucceed([.. pairs]);
    }

    [Fact]
    public async Task A_run_that_is_killed_twice_far_apart_ends_the_same_way()
    {
        var appends = (await Simulator.PlayAsync(Scenario.Undisturbed(Workflows.Short))).Appends;
        var pairs =
            from first in Enumerable.Range(1, appends).Where(append => append % 5 == 1)
            from second in Enumerable
                .Range(first + RecoveryAppends + 1, appends)
                .Where(append => append <= appends && append % 7 == 0)
            select Scenario.KilledAt(Workflows.Short, (first, first % 2 == 0), (second, second % 2 == 0));
        AllSucceed([.. pairs]);
    }

    private static void AllSucceed(IReadOnlyList<Scenario> scenarios)
    {
        var endings = new ConcurrentBag<RunStatus>();
        var broken = new ConcurrentBag<string>();
        Parallel.ForEach(scenarios, scenario => Try(scenario, endings, broken));
        Assert.True(broken.IsEmpty, Report(broken));
        Assert.True(endings.Count > 50, $"Only {endings.Count} stories were played.");
        Assert.Equal(scenarios.Count, endings.Count);
        Assert.All(endings, status => Assert.Equal(RunStatus.Succeeded, status));
    }

    public static TheoryData<string> OtherRunbooks => ["verify-cluster", "docker-upgrade", "weekly-deploy"];

    [Theory]
    [MemberData(nameof(OtherRunbooks))]
    public async Task Every_other_runbook_of_the_operators_succeeds_killed_at_any_tenth_append_too(string runbook)
    {
        var plan =
            runbook == "weekly-deploy"
                ? Workflows.Of(runbook, ("image", "openlibrary/olbase:next"))
                : Workflows.Of(runbook);
        var undisturbed = await Simulator.PlayAsync(Scenario.Undisturbed(plan));
        Assert.True(undisturbed.Run.Status == RunStatus.Succeeded, string.Join('\n', Lines(undisturbed).TakeLast(8)));
        var endings = new ConcurrentBag<RunStatus>();
        var broken = new ConcurrentBag<string>();
        Parallel.For(0, undisturbed.Appends / 10, tenth =>
            Try(Scenario.KilledAt((tenth * 10) + 1, tenth % 2 == 0, plan), endings, broken)
        );
        Assert.True(broken.IsEmpty, Report(broken));
        Assert.NotEmpty(endings);
        Assert.All(endings, status => Assert.Equal(RunStatus.Succeeded, status));
    }

    [Fact]
    public async Task An_unhealthy_cluster_is_verified_to_the_end_and_nothing_is_changed_on_it()
    {
        var plan = Workflows.Of("verify-cluster");
        var unhealthy = Scenario.Undisturbed(plan) with
        {
            Arm = world => world.Fleet["ol-web1"].Services["docker"] = false,
        };
        var ending = await Simulator.PlayAsync(unhealthy);
        Assert.Equal(RunStatus.Failed, ending.Run.Status);
        Assert.Equal("not as it should be: ol-web1", ending.Run.EndedBecause);
        Assert.Equal(7, FleetTable.Of(ending.Run).Count(row => row.State == HostState.Done));
        Assert.Empty(ending.World.Fleet.Effects.All);
    }

    [Fact]
    public async Task The_same_seed_plays_the_same_story()
    {
        var first = await Simulator.PlayAsync(SeededScenario.Of(42));
        var second = await Simulator.PlayAsync(SeededScenario.Of(42));
        Assert.Equal(Lines(first), Lines(second));
    }

    [Fact]
    public async Task The_laws_hold_for_one_seed()
    {
        var given = Environment.GetEnvironmentVariable("OLUPGRADE_SEED");
        var seed = long.TryParse(given, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : 7;
        var ending = await Simulator.PlayAsync(SeededScenario.Of(seed), entry => output.WriteLine(Line(entry)));
        Assert.True(ending.Run.IsSettled);
        if (Environment.GetEnvironmentVariable("OLUPGRADE_RECORD") is { Length: > 0 } file)
            File.WriteAllLines(file, ending.World.Entries(ending.Run.Id).Select(Recorded));
    }

    /// <summary>An entry in the form of the recorded journals, which every later release must understand.</summary>
    private static string Recorded(Entry entry) =>
        $$"""{"version":{{entry.Version}},"at":"{{entry.At:O}}","payload":{{EventCodec.Encode(entry.Event)}}}""";

    private static void Try(Scenario scenario, ConcurrentBag<RunStatus> endings, ConcurrentBag<string> broken)
    {
        try
        {
            endings.Add(Simulator.PlayAsync(scenario).GetAwaiter().GetResult().Run.Status);
        }
        catch (Exception fault)
        {
            var kills = string.Join(
                ", ",
                scenario.Kills.Select(kill => $"{(kill.Value ? "before" : "after")} append {kill.Key}")
            );
            broken.Add(
                $"seed {scenario.Seed} (killed {(kills.Length > 0 ? kills : "never")}): {fault.Message} {At(fault)}"
            );
        }
    }

    private static string Report(ConcurrentBag<string> broken) =>
        $"{broken.Count} stories broke a law. Repeat one with "
        + "OLUPGRADE_SEED=… dotnet run --project tests/Simulation -- "
        + $"--filter-method '*one_seed*'\n{string.Join('\n', broken.Order(StringComparer.Ordinal).Take(10))}";

    private static string At(Exception fault) =>
        fault is LawBrokenException
            ? ""
            : fault.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("OlUpgrade", StringComparison.Ordinal))
                ?? "";

    private static IEnumerable<string> Lines(Ending ending) => ending.World.Entries(ending.Run.Id).Select(Line);

    private static string Line(Entry entry) => $"{entry.Version} {entry.At:HH:mm:ss.fff} {entry.Event}";
}
