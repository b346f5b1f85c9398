using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// The database files of a drill, in a temporary folder that goes with it; each story has one of its own.
/// </summary>
internal sealed class DrillFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("olupgrade-drill-");
    private readonly string _empty;
    private int _stories;

    public DrillFiles()
    {
        // Made once and copied: the schema is the same for all.
        _empty = Path.Combine(_folder.FullName, "empty.db");
        Open(_empty).Dispose();
    }

    /// <summary>
    /// A journal in a new file; whenever it is opened again, nothing but the file is left of what was before.
    /// </summary>
    public WatchedJournal NewJournal()
    {
        var file = Path.Combine(_folder.FullName, $"story-{Interlocked.Increment(ref _stories)}.db");
        File.Copy(_empty, file);
        return new WatchedJournal(() =>
        {
            var journal = Open(file);
            return new JournalParts(journal, journal, journal);
        });
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // The simulation's time stands still while a file is opened: nothing here waits for it.
    private static SqlJournal Open(string file) =>
        new(SqliteDatabase.OpenAsync(file, CancellationToken.None).GetAwaiter().GetResult());
}
