using Microsoft.Data.Sqlite;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>Copies a database into one new file of mode 0600, checks the copy, and flushes it to the disk.</summary>
internal static class SqliteBackup
{
    /// <summary>Null when the copy is complete, else why there is none; a copy that failed is removed.</summary>
    public static string? Write(SqliteConnection from, string file)
    {
        if (MakeNew(file) is { } problem)
            return problem;
        try
        {
            problem = CopyInto(from, file);
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            problem = $"{file} could not be written: {fault.Message}";
        }

        if (problem is not null)
            Remove(file);
        return problem;
    }

    private static string? MakeNew(string file)
    {
        if (File.Exists(file))
            return $"{file} exists already and is not overwritten. Name another file.";
        try
        {
            DataFolder.MakePrivate(file, FileMode.CreateNew);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return $"{file} cannot be created: {fault.Message}";
        }
    }

    private static string? CopyInto(SqliteConnection from, string file)
    {
        using (
            var copy = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString()
            )
        )
        {
            copy.Open();
            from.BackupDatabase(copy);
            // One file without a write-ahead log, and with the folder's entry on the disk.
            Run(copy, "PRAGMA synchronous=EXTRA");
            Run(copy, "PRAGMA journal_mode=DELETE");
            if (Run(copy, "PRAGMA quick_check") is not "ok")
                return $"The copy in {file} fails SQLite's check: the journal itself may be damaged.";
        }

        using var written = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
        return null;
    }

    private static string? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as string;
    }

    private static void Remove(string file)
    {
        foreach (var name in new[] { file, file + "-journal", file + "-wal", file + "-shm" })
            File.Delete(name);
    }
}
