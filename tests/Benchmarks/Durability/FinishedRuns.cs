using OlUpgrade.Outputs;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Benchmarks.Durability;

/// <summary>
/// A journal full of finished runs: one run of the operators' security patches on eight hosts, played in virtual time,
/// and copies of it with all entries and notes.
/// </summary>
internal static class FinishedRuns
{
    /// <summary>Creates the data folder's journal with this many runs.</summary>
    public static async Task<JournalFile> WriteAsync(string folder, int runs, CancellationToken cancellation)
    {
        PrivateFolder.Make(folder);
        var file = Path.Combine(folder, DataFolder.JournalFile);
        using (var journal = new SqlJournal(await SqliteDatabase.OpenAsync(file, cancellation)))
        {
            var ending = await Simulator.PlayAsync(
                Scenario.Undisturbed(OperatorsPlan.Read()),
                new WatchedJournal(() => new OpenJournal(journal, journal))
            );
            if (ending.Run.Status != RunStatus.Succeeded)
                throw new InvalidOperationException($"The run to copy ended as {ending.Run.Status}.");
        }

        var filled = new JournalFile(file);
        await filled.MultiplyAsync(runs);
        return filled;
    }
}
