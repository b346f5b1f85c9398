using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>Opens the journal's file: made with mode 0600, migrated to the newest schema, durable.</summary>
public static class SqliteDatabase
{
    /// <summary>How long a lock of another process is waited for: Slack gives a person 3 s for an answer.</summary>
    internal const int LockSeconds = 2;

    /// <summary>
    /// The store; throws <see cref="StoreUnavailableException"/> when the disk does not let it be made ready.
    /// </summary>
    /// <param name="listeners">Hear of each statement.</param>
    public static async Task<SqliteStore> OpenAsync(
        string file,
        CancellationToken cancellation,
        params IReadOnlyCollection<IInterceptor> listeners
    )
    {
        DataFolder.MakePrivate(file);
        // A file that is gone must not be made again, empty, by a connection that is opened later.
        var source = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = true,
            DefaultTimeout = LockSeconds,
        };
        var options = OptionsOf(source.ToString(), listeners);
        var anchor = new SqliteConnection(
            new SqliteConnectionStringBuilder(source.ToString()) { Pooling = false }.ToString()
        );
        // A connection from before, to a file that was under this name then, must not be used again.
        SqliteConnection.ClearPool(new SqliteConnection(source.ToString()));
        try
        {
            await UseWriteAheadLogAsync(anchor, cancellation);
            await using var context = new SqliteJournalContext(options);
            await context.Database.MigrateAsync(cancellation);
            return new SqliteStore(file, source.ToString(), options, anchor);
        }
        catch (Exception fault)
        {
            await anchor.DisposeAsync();
            if (SqliteTrouble.Of(fault, new SqliteFiles(Path.GetFullPath(file))) is { } trouble)
                throw new StoreUnavailableException(trouble, fault);
            throw;
        }
    }

    private static DbContextOptions<SqliteJournalContext> OptionsOf(
        string source,
        IEnumerable<IInterceptor> listeners
    ) =>
        new DbContextOptionsBuilder<SqliteJournalContext>()
            .UseSqlite(source)
            .AddInterceptors([new SqliteSettings(), .. listeners])
            .Options;

    /// <summary>Kept in the file itself: readers never wait for the writer.</summary>
    private static async Task UseWriteAheadLogAsync(SqliteConnection connection, CancellationToken cancellation)
    {
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; SELECT count(*) FROM sqlite_master;";
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
