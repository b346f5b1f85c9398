using Microsoft.Data.Sqlite;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>Connection strings that open a database without changing it.</summary>
internal static class SqliteSource
{
    private const int MaxSeconds = 10;

    // Without a write-ahead log no process writes to the file, and SQLite would create one even to read.
    public static string ReadOnly(string file)
    {
        var isAtRest = !File.Exists(file + "-wal");
        return new SqliteConnectionStringBuilder
        {
            DataSource = $"{new Uri(Path.GetFullPath(file)).AbsoluteUri}{(isAtRest ? "?immutable=1" : "")}",
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
            DefaultTimeout = MaxSeconds,
        }.ToString();
    }
}
