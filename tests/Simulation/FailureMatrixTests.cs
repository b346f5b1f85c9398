using System.Collections.Concurrent;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Simulation;

/// <summary>
/// Each step of the operators' runbook fails in each way on each of three hosts, and people make each of seven choices.
/// The service is killed between the failure and the choice, and again at or after the choice. The laws are checked,
/// and at the end each host really is what the journal claims.
/// </summary>
[Fault(11, 15, 16, 17, 18, 21, 24)]
public sealed class FailureMatrixTests(ITestOutputHelper output)
{
    private static readonly string[] Hosts = ["ol-dev", "ol-web1", "ol-home"];

    /// <summary>How many appends after the first kill the takeover comes; the choice follows it.</summary>
    private const int Takeover = 1;

    /// <summary>The second kill comes 0 to 12 appends after the choice, varying from cell to cell.</summary>
    private const int SecondKillRange = 13;

    public static TheoryData<string> Steps => [.. StepFailures.Steps];

    [Theory]
    [MemberData(nameof(Steps))]
    public void However_and_wherever_a_step_fails_the_fleet_is_as_the_journal_claims_after_every_choice(string step)
    {
        var cells = new ConcurrentBag<string>();
        var broken = new ConcurrentBag<string>();
        var failures = StepFailures.Of(step);
        Parallel.ForEach(from failure in failures from host in Hosts select (failure, host), one =>
            PlayAll(
                new FaultAtStep(one.host, step, one.failure.Value),
                $"{one.failure.Key} on {one.host}",
                cells,
                broken
            )
        );
        output.WriteLine(
            $"{cells.Count} stories of {failures.Count} failures; {cells.Count(Recovered)} recovered without help"
        );
        foreach (
            var name in cells
                .Where(Recovered)
                .Select(cell => cell.Split(" (")[0])
                .Distinct()
                .Order(StringComparer.Ordinal)
        )
            output.WriteLine(name);
        Assert.True(
            broken.IsEmpty,
            $"{broken.Count} of {cells.Count} stories:\n"
                + string.Join('\n', broken.Order(StringComparer.Ordinal).Take(20))
        );
        Assert.Equal(Stories(failures.Count * Hosts.Length, cells.Count(Recovered)), cells.Count);
    }

    [Fact]
    [Fault(23)]
    public void A_step_that_was_skipped_on_the_second_host_still_asks_on_the_third()
    {
        var ending = Play(
            Scenario.Undisturbed(Workflows.Short) with
            {
                FaultAtStep = new FaultAtStep(
                    "ol-web1",
                    "check health",
                    StepFailures.Of("check health")["a service that is down"]
                ),
                Choice = Choice.Skip,
                Arm = world => world.Fleet["ol-home"].Faults.Inject(new HostFault(HostFaultKind.ServiceDown)),
            }
        );
        var events = ending.World.Entries(ending.Run.Id).Select(entry => entry.Event).ToList();
        Assert.Equal("ol-web1", Assert.Single(events.OfType<RunEvent.StepSkipped>()).Place.Host);
        Assert.Equal(["ol-web1", "ol-home"], events.OfType<RunEvent.StepFailed>().Select(failed => failed.Place.Host));
        Assert.Equal("ol-home", Assert.Single(events.OfType<RunEvent.StepResumed>()).Place.Host);
        Assert.Equal(RunStatus.Succeeded, ending.Run.Status);
    }

    private static int Stories(int all, int recovered) =>
        ((all - recovered) * Enum.GetValues<Choice>().Length) + recovered;

    private static bool Recovered(string cell) => cell.Contains("(recovered without help)", StringComparison.Ordinal);

    private static void PlayAll(
        FaultAtStep fault,
        string name,
        ConcurrentBag<string> cells,
        ConcurrentBag<string> broken
    )
    {
        var undecided = Play(Scenario.Undisturbed(Workflows.Short) with { FaultAtStep = fault });
        var failedAt = AppendOf(undecided, fault, happened => happened is RunEvent.StepFailed or RunEvent.StepUnknown);
        // A run that recovers without help needs no choice: it is played once, with as many kills.
        foreach (var choice in failedAt is null ? [Choice.Retry] : Enum.GetValues<Choice>())
        {
            var cell = $"{fault.Step}: {name}{(failedAt is null ? " (recovered without help)" : "")}, {choice}";
            cells.Add(cell);
            try
            {
                Ended(
                    PlayKilled(
                        fault,
                        choice,
                        failedAt ?? AppendOf(undecided, fault, happened => happened is RunEvent.StepStarted)!.Value
                    ),
                    fault,
                    choice
                );
            }
            catch (Exception problem)
            {
                broken.Add($"{cell}: {problem.Message}");
            }
        }
    }

    private static Ending PlayKilled(FaultAtStep fault, Choice choice, int failedAt)
    {
        var later = (fault.Host.Length + fault.Step.Length + (int)choice) % SecondKillRange;
        var ending = PlayKilled(fault, choice, failedAt, later);
        // A run may end before that: an abort is one append.
        if (ending.Lives < 3)
            ending = PlayKilled(fault, choice, failedAt, later: 0);
        Assert.Equal(3, ending.Lives);
        return ending;
    }

    private static Ending PlayKilled(FaultAtStep fault, Choice choice, int failedAt, int later)
    {
        var second = failedAt + Takeover + 1 + later;
        return Play(
            Scenario.KilledAt(Workflows.Short, (failedAt, false), (second, second % 2 == 0)) with
            {
                FaultAtStep = fault,
                Choice = choice,
            }
        );
    }

    private static void Ended(Ending ending, FaultAtStep fault, Choice choice)
    {
        var run = ending.Run;
        var states = FleetTable.Of(run).ToDictionary(row => row.Host, row => row.State);
        var wasChosen = ChoiceCommand.IsIn(ending.World.Entries(run.Id), choice);
        switch (choice)
        {
            case Choice.Abort when wasChosen:
                Assert.Equal(RunStatus.Aborted, run.Status);
                break;
            case Choice.Exclude when wasChosen:
                Assert.Equal((RunStatus.Succeeded, HostState.Excluded), (run.Status, states[fault.Host]));
                Assert.All(states.Where(row => row.Key != fault.Host), row => Assert.Equal(HostState.Done, row.Value));
                break;
            case Choice.RollBackHost or Choice.RollBackAll when wasChosen:
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

    /// <summary>
    /// The ordinal of the first append whose last entry is such an event of the step; null if there is none.
    /// </summary>
    private static int? AppendOf(Ending ending, FaultAtStep fault, Func<RunEvent, bool> isMeant) =>
        ending
            .Counted.OrderBy(append => append.Key)
            .Where(append =>
                isMeant(append.Value[^1].Event)
                && PlaceOf(append.Value[^1].Event) is { } place
                && fault.IsAt(ending.World.Plan, place)
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
