using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>Opens the journal's file: made with mode 0600, migrated to the newest schema, durable.</summary>
public static class SqliteDatabase
{
    public static async Task<Func<JournalContext>> OpenAsync(string file, CancellationToken cancellation)
    {
        DataFolder.MakePrivate(file);
        var source = new SqliteConnectionStringBuilder { DataSource = file, Pooling = true }.ToString();
        var options = new DbContextOptionsBuilder<SqliteJournalContext>()
            .UseSqlite(source)
            .AddInterceptors(new SqliteSettings())
            .Options;
        await UseWriteAheadLogAsync(source, cancellation);
        await using var context = new SqliteJournalContext(options);
        await context.Database.MigrateAsync(cancellation);
        return () => new SqliteJournalContext(options);
    }

    /// <summary>Kept in the file itself: readers never wait for the writer.</summary>
    private static async Task UseWriteAheadLogAsync(string source, CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection(source);
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL";
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
