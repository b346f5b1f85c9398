using OlUpgrade.Benchmarks.Figures;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Benchmarks.Durability;

/// <summary>
/// The database statements of a run of the operators' own runbook for each step, including its signals and all notes
/// for people. Hosts and time are simulated; the journal is real.
/// </summary>
internal static class StatementFigures
{
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellation)
    {
        using var folder = new TempFolder();
        var heard = new HeardStatements();
        var store = await SqliteDatabase.OpenAsync(folder.File("journal.db"), cancellation, heard);
        using var journal = new WatchedJournal(() => Parts(store));
        heard.Clear();
        var ending = await Simulator.PlayAsync(Scenario.Undisturbed(OperatorsPlan.Read()), journal);
        if (ending.Run.Status != RunStatus.Succeeded)
            throw new InvalidOperationException($"The run to measure ended as {ending.Run.Status}.");
        double steps = ending
            .Counted.Values.SelectMany(entries => entries)
            .Count(entry => entry.Event is RunEvent.StepStarted);
        var statements = heard.Statements.Count / steps;
        return
        [
            new Figure(
                $"a run of {steps} steps, statements for each step",
                statements,
                "statements",
                Aim: "at most 10"
            ),
            new Figure("the same, commits for each step", heard.Commits / steps, "commits"),
            new Figure(
                "the same, connections for each step, each with a pragma",
                heard.Connections / steps,
                "connections"
            ),
        ];
    }

    private static OpenJournal Parts(SqliteStore store)
    {
        var journal = new SqlJournal(store);
        return new OpenJournal(journal, journal, journal);
    }
}
