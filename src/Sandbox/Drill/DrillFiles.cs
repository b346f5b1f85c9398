using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// The database files of a drill, one for each story, in a temporary folder that is deleted with this object.
/// </summary>
internal sealed class DrillFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("olupgrade-drill-");
    private readonly string _empty;
    private int _stories;

    public DrillFiles()
    {
        // Created once and copied, because all stories have the same schema.
        _empty = Path.Combine(_folder.FullName, "empty.db");
        Open(_empty).Dispose();
    }

    /// <summary>
    /// A journal in a new file. When it is reopened, the file is all that is left from before.
    /// </summary>
    public WatchedJournal NewJournal()
    {
        var file = Path.Combine(_folder.FullName, $"story-{Interlocked.Increment(ref _stories)}.db");
        File.Copy(_empty, file);
        return new WatchedJournal(() =>
        {
            var journal = Open(file);
            return new OpenJournal(journal, journal, journal);
        });
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // Blocks: the simulation's time stands still while a file is opened, so nothing can be awaited on it.
    private static SqlJournal Open(string file) =>
        new(SqliteDatabase.OpenAsync(file, CancellationToken.None).GetAwaiter().GetResult());
}
