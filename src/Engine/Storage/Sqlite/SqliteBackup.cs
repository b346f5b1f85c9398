using Microsoft.Data.Sqlite;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>One whole, checked copy of a database in one new file of mode 0600, on the disk when it returns.</summary>
internal static class SqliteBackup
{
    /// <summary>Null when the copy is there, else why it is not; a copy that failed is removed.</summary>
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
            return $"{file} is there already and is not written over. Name another file.";
        try
        {
            DataFolder.MakePrivate(file, FileMode.CreateNew);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return $"{file} cannot be made: {fault.Message}";
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
            // One file without a log; the folder's entry is on the disk too.
            Run(copy, "PRAGMA synchronous=EXTRA");
            Run(copy, "PRAGMA journal_mode=DELETE");
            if (Run(copy, "PRAGMA quick_check") is not "ok")
                return $"The copy in {file} is not whole: the journal itself may be damaged.";
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
