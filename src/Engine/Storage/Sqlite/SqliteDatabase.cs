using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>Opens the journal's file: created with mode 0600, migrated to the newest schema, durable.</summary>
public static class SqliteDatabase
{
    /// <summary>How long a write waits for another process's lock: Slack gives a person 3 s for an answer.</summary>
    internal const int LockSeconds = 2;

    /// <summary>
    /// The open store; throws <see cref="StoreUnavailableException"/> if the file or its disk cannot be used.
    /// </summary>
    /// <param name="file">The journal's file, which is created if needed.</param>
    /// <param name="cancellation">Ends a migration, which then leaves nothing half done.</param>
    /// <param name="interceptors">See each statement, connection and transaction.</param>
    public static async Task<SqliteStore> OpenAsync(
        string file,
        CancellationToken cancellation,
        params IReadOnlyCollection<IInterceptor> interceptors
    )
    {
        DataFolder.MakePrivate(file);
        // A connection that is opened later must not create the file again, empty, after it was removed.
        var source = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = true,
            DefaultTimeout = LockSeconds,
        };
        var options = OptionsOf(source.ToString(), interceptors);
        var anchor = new SqliteConnection(
            new SqliteConnectionStringBuilder(source.ToString()) { Pooling = false }.ToString()
        );
        // A pooled connection may lead to a file that had this name before.
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
        IEnumerable<IInterceptor> interceptors
    ) =>
        new DbContextOptionsBuilder<SqliteJournalContext>()
            .UseSqlite(source)
            .AddInterceptors([new SqliteSettings(), .. interceptors])
            .Options;

    /// <summary>With a write-ahead log readers never wait for the writer. The file itself keeps the setting.</summary>
    private static async Task UseWriteAheadLogAsync(SqliteConnection connection, CancellationToken cancellation)
    {
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; SELECT count(*) FROM sqlite_master;";
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
