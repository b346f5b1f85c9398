using Microsoft.Data.Sqlite;

namespace OlUpgrade.Benchmarks.Engine;

/// <summary>
/// The anchor for a step: one row and one durable commit, with the journal's settings and nothing else.
/// </summary>
internal static class BareCommits
{
    private const int Payload = 300;

    /// <summary>Measures the milliseconds for each commit.</summary>
    public static async Task<double> MeasureAsync(string file, int commits, TimeProvider time)
    {
        await using var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        await RunAsync(
            connection,
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE "
                + "entries (n INTEGER PRIMARY KEY, payload TEXT)"
        );
        var started = time.GetTimestamp();
        for (var commit = 0; commit < commits; commit++)
            await InsertAsync(connection);
        return time.GetElapsedTime(started).TotalMilliseconds / commits;
    }

    private static async Task InsertAsync(SqliteConnection connection)
    {
        await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync();
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO entries (payload) VALUES ($payload)";
        insert.Parameters.AddWithValue("$payload", new string('x', Payload));
        await insert.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    private static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
