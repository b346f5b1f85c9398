using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>
/// The journal on SQLite. One connection stays open for as long as the store does: it keeps the log beside the file,
/// and the file itself, even when somebody removes them.
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
    /// Writes a copy of all that is committed into a new file, while the service goes on; the file that was opened is
    /// copied, even when its name leads elsewhere by now. A sentence when it could not be done; then nothing is left.
    /// </summary>
    public Task<string?> BackUpAsync(string file, CancellationToken cancellation) =>
        AloneAsync(() => Task.Run(() => SqliteBackup.Write(_anchor, file), cancellation), cancellation);

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
