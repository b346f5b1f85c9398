using System.Collections.Concurrent;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Simulation;

/// <summary>
/// Each step of the operators' runbook fails in each way at each of three hosts, and people choose each of seven
/// things. The service is killed between the failure and the choice, and once more at the choice or behind it. The laws
/// watch, and at the end each host really is what the journal claims of it.
/// </summary>
[Fault(11, 15, 16, 17, 18, 21, 24)]
public sealed class FailureMatrixTests(ITestOutputHelper output)
{
    private static readonly string[] Hosts = ["ol-dev", "ol-web1", "ol-home"];

    /// <summary>So many appends behind the first kill comes the takeover; the choice follows it.</summary>
    private const int Takeover = 1;

    /// <summary>How far behind the choice the second kill moves from cell to cell.</summary>
    private const int Behind = 13;

    public static TheoryData<string> Steps => [.. StepFailures.Steps];

    [Theory]
    [MemberData(nameof(Steps))]
    public void However_a_step_fails_wherever_and_whatever_is_chosen_the_fleet_is_as_the_journal_claims(string step)
    {
        var cells = new ConcurrentBag<string>();
        var broken = new ConcurrentBag<string>();
        var failures = StepFailures.Of(step);
        Parallel.ForEach(from failure in failures from host in Hosts select (failure, host), one =>
            PlayAll(new Ambush(one.host, step, one.failure.Value), $"{one.failure.Key} on {one.host}", cells, broken)
        );
        output.WriteLine(
            $"{cells.Count} stories of {failures.Count} failures, {cells.Count(IsByItself)} of them got over by itself"
        );
        foreach (
            var name in cells
                .Where(IsByItself)
                .Select(cell => cell.Split(" (")[0])
                .Distinct()
                .Order(StringComparer.Ordinal)
        )
            output.WriteLine(name);
        Assert.True(
            broken.IsEmpty,
            $"{broken.Count} of {cells.Count} stories:\n{string.Join('\n', broken.Order(StringComparer.Ordinal).Take(20))}"
        );
        Assert.Equal(Stories(failures.Count * Hosts.Length, cells.Count(IsByItself)), cells.Count);
    }

    [Fact]
    [Fault(23)]
    public void A_step_that_was_skipped_on_the_second_host_still_asks_on_the_third()
    {
        var ending = Play(
            Scenario.Undisturbed(Workflows.Short) with
            {
                Ambush = new Ambush(
                    "ol-web1",
                    "check health",
                    StepFailures.Of("check health")["a service that is down"]
                ),
                Choice = Choice.Skip,
                Spoil = world => world.Fleet["ol-home"].Faults.Inject(new HostFault(HostFaultKind.ServiceDown)),
            }
        );
        var events = ending.World.Entries(ending.Run.Id).Select(entry => entry.Event).ToList();
        Assert.Equal("ol-web1", Assert.Single(events.OfType<RunEvent.StepSkipped>()).Place.Host);
        Assert.Equal(["ol-web1", "ol-home"], events.OfType<RunEvent.StepFailed>().Select(failed => failed.Place.Host));
        Assert.Equal("ol-home", Assert.Single(events.OfType<RunEvent.StepResumed>()).Place.Host);
        Assert.Equal(RunStatus.Succeeded, ending.Run.Status);
    }

    private static int Stories(int all, int byItself) =>
        ((all - byItself) * Enum.GetValues<Choice>().Length) + byItself;

    private static bool IsByItself(string cell) => cell.Contains("(got over by itself)", StringComparison.Ordinal);

    private static void PlayAll(Ambush ambush, string name, ConcurrentBag<string> cells, ConcurrentBag<string> broken)
    {
        var undecided = Play(Scenario.Undisturbed(Workflows.Short) with { Ambush = ambush });
        var failedAt = AppendOf(undecided, ambush, happened => happened is RunEvent.StepFailed or RunEvent.StepUnknown);
        // Where nobody is needed nobody chooses: one story of it, killed as often.
        foreach (var choice in failedAt is null ? [Choice.Retry] : Enum.GetValues<Choice>())
        {
            var cell = $"{ambush.Step}: {name}{(failedAt is null ? " (got over by itself)" : "")}, {choice}";
            cells.Add(cell);
            try
            {
                Ended(
                    PlayKilled(
                        ambush,
                        choice,
                        failedAt ?? AppendOf(undecided, ambush, happened => happened is RunEvent.StepStarted)!.Value
                    ),
                    ambush,
                    choice
                );
            }
            catch (Exception fault)
            {
                broken.Add($"{cell}: {fault.Message}");
            }
        }
    }

    private static Ending PlayKilled(Ambush ambush, Choice choice, int failedAt)
    {
        var behind = (ambush.Host.Length + ambush.Step.Length + (int)choice) % Behind;
        var ending = PlayKilled(ambush, choice, failedAt, behind);
        // A run may end before that: an abort is one append.
        if (ending.Hands < 3)
            ending = PlayKilled(ambush, choice, failedAt, behind: 0);
        Assert.Equal(3, ending.Hands);
        return ending;
    }

    private static Ending PlayKilled(Ambush ambush, Choice choice, int failedAt, int behind)
    {
        var again = failedAt + Takeover + 1 + behind;
        return Play(
            Scenario.KilledAt(Workflows.Short, (failedAt, false), (again, again % 2 == 0)) with
            {
                Ambush = ambush,
                Choice = choice,
            }
        );
    }

    private static void Ended(Ending ending, Ambush ambush, Choice choice)
    {
        var run = ending.Run;
        var states = FleetTable.Of(run).ToDictionary(row => row.Host, row => row.State);
        var isSaid = ChosenWord.IsIn(ending.World.Entries(run.Id), choice);
        switch (choice)
        {
            case Choice.Abort when isSaid:
                Assert.Equal(RunStatus.Aborted, run.Status);
                break;
            case Choice.Exclude when isSaid:
                Assert.Equal((RunStatus.Succeeded, HostState.Excluded), (run.Status, states[ambush.Host]));
                Assert.All(states.Where(row => row.Key != ambush.Host), row => Assert.Equal(HostState.Done, row.Value));
                break;
            case Choice.RollBackHost or Choice.RollBackAll when isSaid:
                Assert.Equal(RunStatus.RolledBack, run.Status);
                Assert.All(run.Rollback!.Hosts, host => Assert.Equal(HostState.RolledBack, states[host]));
                Assert.All(run.Rollback.Hosts, host => Assert.Empty(ending.World.DifferencesOn(host)));
                break;
            default:
                Assert.Equal(RunStatus.Succeeded, run.Status);
                Assert.All(states.Values, state => Assert.Equal(HostState.Done, state));
                break;
        }
    }

    /// <summary>The last entry of the first append that ends with such an event of the step.</summary>
    private static int? AppendOf(Ending ending, Ambush ambush, Func<RunEvent, bool> isMeant) =>
        ending
            .Counted.OrderBy(append => append.Key)
            .Where(append =>
                isMeant(append.Value[^1].Event)
                && PlaceOf(append.Value[^1].Event) is { } place
                && ambush.IsAt(ending.World.Plan, place)
            )
            .Select(append => (int?)append.Key)
            .FirstOrDefault();

    private static StepPlace? PlaceOf(RunEvent happened) =>
        happened switch
        {
            RunEvent.StepFailed e => e.Place,
            RunEvent.StepUnknown e => e.Place,
            RunEvent.StepStarted e => e.Place,
            _ => null,
        };

    private static Ending Play(Scenario scenario) => Simulator.PlayAsync(scenario).GetAwaiter().GetResult();
}
