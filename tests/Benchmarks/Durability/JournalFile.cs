using Microsoft.Data.Sqlite;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Benchmarks.Durability;

/// <summary>
/// A journal's file, which the benchmarks fill and rewind while no service runs, and read while one runs.
/// </summary>
internal sealed class JournalFile(string file)
{
    private const string Multiply = """
        PRAGMA journal_mode=OFF;
        PRAGMA synchronous=OFF;
        BEGIN;
        CREATE TEMP TABLE numbers AS
            WITH RECURSIVE next(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM next WHERE n < $runs)
            SELECT n FROM next WHERE n <= $runs;
        INSERT INTO runs (Id, RequestKey, Runbook, Title, Status, Requester, RequestedAt, IsOpen, Version, Fence, Holder)
            SELECT n, 'copy/' || n, Runbook, Title, Status, Requester, RequestedAt, IsOpen, Version, Fence, Holder
            FROM numbers CROSS JOIN runs WHERE Id = 1;
        INSERT INTO entries (Run, Version, At, Event, Payload, Hash)
            SELECT n, Version, At, Event, Payload, Hash FROM numbers CROSS JOIN entries WHERE Run = 1;
        INSERT INTO notes (Run, Version, Target, Text, Tries, IsDelivered)
            SELECT n, Version, Target, Text, Tries, IsDelivered FROM numbers CROSS JOIN notes WHERE Run = 1;
        COMMIT;
        """;

    private const string Rewind = """
        BEGIN;
        DELETE FROM entries WHERE Run = $run AND Version > $version;
        DELETE FROM notes WHERE Run = $run AND Version > $version;
        UPDATE runs SET Version = $version, IsOpen = 1 WHERE Id = $run;
        COMMIT;
        """;

    /// <summary>The size in MiB.</summary>
    public double Size => new FileInfo(file).Length / (1024.0 * 1024);

    public Task<long> EntriesAsync() => AskAsync<long>("SELECT count(*) FROM entries");

    /// <summary>
    /// Copies run 1 with its notes until there are this many runs. The copies keep the hashes of run 1.
    /// </summary>
    public Task MultiplyAsync(int runs) => ChangeAsync(Multiply, ("$runs", runs));

    /// <summary>Deletes what happened to a run after this version.</summary>
    public Task RewindAsync(RunId run, int version) => ChangeAsync(Rewind, ("$run", run.Number), ("$version", version));

    /// <summary>The number of entries of this kind in all runs.</summary>
    public Task<long> CountAsync(Type happened) =>
        AskAsync<long>("SELECT count(*) FROM entries WHERE Event = $event", ("$event", EventCodec.Names[happened]));

    /// <summary>
    /// The first such entry of a run after this version, and when it was written; null if there is none yet.
    /// </summary>
    public async Task<(int Version, DateTimeOffset At)?> AfterAsync(RunId run, int version, Type happened)
    {
        await using var connection = await OpenAsync(SqliteOpenMode.ReadOnly);
        await using var command = Command(
            connection,
            "SELECT Version, At FROM entries WHERE Run = $run AND Version > "
                + "$version AND Event = $event ORDER BY Version",
            [("$run", run.Number), ("$version", version), ("$event", EventCodec.Names[happened])]
        );
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync()
            ? (reader.GetInt32(0), new DateTimeOffset(reader.GetInt64(1), TimeSpan.Zero))
            : null;
    }

    private async Task ChangeAsync(string sql, params (string Name, object Value)[] values)
    {
        await using var connection = await OpenAsync(SqliteOpenMode.ReadWrite);
        await using var command = Command(connection, sql, values);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<T> AskAsync<T>(string sql, params (string Name, object Value)[] values)
    {
        await using var connection = await OpenAsync(SqliteOpenMode.ReadOnly);
        await using var command = Command(connection, sql, values);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private async Task<SqliteConnection> OpenAsync(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = mode,
                Pooling = false,
                DefaultTimeout = 0,
            }.ToString()
        );
        await connection.OpenAsync();
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
}
