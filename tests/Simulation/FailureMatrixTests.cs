using System.Collections.Concurrent;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;

namespace OlUpgrade.Simulation;

/// <summary>
/// Each step of the operators' runbook fails in each way at each of three hosts, and people choose each of seven things. The
/// service is killed between the failure and the choice, and once more at the choice or behind it. The laws watch, and at
/// the end each host really is what the journal claims of it.
/// </summary>
public sealed class FailureMatrixTests(ITestOutputHelper output)
{
    private static readonly string[] s_hosts = ["ol-dev", "ol-web1", "ol-home"];

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
        Parallel.ForEach(
            from failure in failures
            from host in s_hosts
            select (failure, host),
            one => PlayAll(new Ambush(one.host, step, one.failure.Value), $"{one.failure.Key} on {one.host}", cells, broken));
        output.WriteLine($"{cells.Count} stories of {failures.Count} failures");
        Assert.True(broken.IsEmpty, $"{broken.Count} of {cells.Count} stories:\n{string.Join('\n', broken.Order(StringComparer.Ordinal).Take(20))}");
        Assert.Equal(failures.Count * s_hosts.Length * Enum.GetValues<Choice>().Length, cells.Count);
    }

    private static void PlayAll(Ambush ambush, string name, ConcurrentBag<string> cells, ConcurrentBag<string> broken)
    {
        var failedAt = 0;
        foreach (var choice in Enum.GetValues<Choice>())
        {
            var cell = $"{ambush.Step}: {name}, {choice}";
            cells.Add(cell);
            try
            {
                if (failedAt == 0)
                    failedAt = AppendOfFailure(Play(Scenario.Undisturbed(Workflows.Short) with { Ambush = ambush }), ambush);
                PlayKilled(ambush, choice, failedAt);
            }
            catch (Exception fault)
            {
                broken.Add($"{cell}: {fault.Message}");
            }
        }
    }

    private static void PlayKilled(Ambush ambush, Choice choice, int failedAt)
    {
        var again = failedAt + Takeover + 1 + SecondKill(ambush, choice);
        var scenario = Scenario.KilledAt(Workflows.Short, (failedAt, false), (again, again % 2 == 0)) with { Ambush = ambush, Choice = choice };
        var ending = Play(scenario);
        Assert.Equal(3, ending.Hands);
        Ended(ending, ambush, choice);
    }

    /// <summary>An abort is one append; behind every other choice there is more to come.</summary>
    private static int SecondKill(Ambush ambush, Choice choice) =>
        choice == Choice.Abort ? 0 : (ambush.Host.Length + ambush.Step.Length + (int)choice) % Behind;

    private static void Ended(Ending ending, Ambush ambush, Choice choice)
    {
        var run = ending.Run;
        var isSaid = ending.World.Entries(run.Id).Any(entry => ChoiceOf(entry.Event) == KindOf(choice));
        var rows = FleetTable.Of(run).ToDictionary(row => row.Host, row => row.State);
        Assert.True(isSaid || Enum.IsDefined(choice));
        switch (choice)
        {
            case Choice.Abort:
                Assert.Equal(RunStatus.Aborted, run.Status);
                break;
            case Choice.Exclude when isSaid:
                Assert.Equal((RunStatus.Succeeded, HostState.Excluded), (run.Status, rows[ambush.Host]));
                Assert.All(rows.Where(row => row.Key != ambush.Host), row => Assert.Equal(HostState.Done, row.Value));
                break;
            case Choice.RollBackHost or Choice.RollBackAll when isSaid:
                Assert.Equal(RunStatus.RolledBack, run.Status);
                Assert.All(run.Rollback!.Hosts, host => Assert.Equal(HostState.RolledBack, rows[host]));
                break;
            default:
                Assert.Equal(RunStatus.Succeeded, run.Status);
                Assert.All(rows.Values, state => Assert.Equal(HostState.Done, state));
                break;
        }
    }

    private static string? KindOf(Choice choice) => choice switch
    {
        Choice.Exclude => "excluded",
        Choice.RollBackHost or Choice.RollBackAll => "rolled back",
        _ => "other",
    };

    private static string? ChoiceOf(RunEvent happened) => happened switch
    {
        RunEvent.HostExcluded => "excluded",
        RunEvent.RollbackAsked => "rolled back",
        _ => null,
    };

    /// <summary>The append by which people are needed at the step.</summary>
    private static int AppendOfFailure(Ending ending, Ambush ambush)
    {
        var append = ending.Counted.OrderBy(append => append.Key).FirstOrDefault(append => append.Value[^1].Event switch
        {
            RunEvent.StepFailed e => e.Place.Host == ambush.Host && e.Place.Step == ambush.Step,
            RunEvent.StepUnknown e => e.Place.Host == ambush.Host && e.Place.Step == ambush.Step,
            _ => false,
        }).Key;
        Assert.True(append > 0, "Nobody is needed: it is got over by itself.");
        return append;
    }

    private static Ending Play(Scenario scenario) => Simulator.PlayAsync(scenario).GetAwaiter().GetResult();
}
