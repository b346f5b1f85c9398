using Microsoft.Data.Sqlite;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>How a database is opened to look at it and leave it as it is.</summary>
internal static class SqliteSource
{
    private const int MaxSeconds = 10;

    // Without a log beside it nobody writes to the file; opened as it is, SQLite would make a log even to read.
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
