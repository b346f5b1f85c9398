using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>
/// The journal on SQLite. One connection stays open for as long as the store does: through it the database and its
/// write-ahead log can still be saved after their files were removed.
/// </summary>
public sealed class SqliteStore : JournalStore
{
    private readonly DbContextOptions<SqliteJournalContext> _options;
    private readonly SqliteConnection _anchor;
    private readonly string _source;
    private readonly SqliteFiles _files;

    internal SqliteStore(
        string file,
        string source,
        DbContextOptions<SqliteJournalContext> options,
        SqliteConnection anchor
    )
    {
        _source = source;
        _options = options;
        _anchor = anchor;
        _files = new SqliteFiles(Path.GetFullPath(file));
    }

    /// <inheritdoc/>
    public override JournalContext Open() =>
        _files.Look() is { } gone ? throw new StoreUnavailableException(gone) : new SqliteJournalContext(_options);

    /// <summary>
    /// Copies all that is committed into a new file, while the service runs. The file that was opened is copied, even
    /// if another one has its name by now. Null when the copy is complete, else why there is none.
    /// </summary>
    public Task<string?> BackUpAsync(string file, CancellationToken cancellation) =>
        ExclusivelyAsync(() => Task.Run(() => SqliteBackup.Write(_anchor, file), cancellation), cancellation);

    public override void Dispose()
    {
        _anchor.Dispose();
        using (var pooled = new SqliteConnection(_source))
            SqliteConnection.ClearPool(pooled);
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override StoreTrouble? Explain(Exception fault) => SqliteTrouble.Of(fault, _files);
}
