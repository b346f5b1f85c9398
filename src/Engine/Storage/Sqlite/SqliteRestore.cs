using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using OlUpgrade.Outputs;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>
/// Replaces the journal with a backup, while no service runs. The old journal is kept in the same folder. The restored
/// one gets a new database ID: hosts have seen a later history than it knows, and refuse it until an operator adopts
/// them.
/// </summary>
public static class SqliteRestore
{
    private static readonly string[] Parts = ["-wal", "-shm", ""];

    /// <summary>Why no service can use the folder's journal, such as an interrupted restore; null if one can.</summary>
    public static async Task<string?> ProblemOfAsync(DataFolder folder, CancellationToken cancellation) =>
        File.Exists(Unfinished(folder))
            ? $"A restore was interrupted ({Unfinished(folder)} exists). Run `olupgrade restore FILE` again."
            : await SqliteIntegrityCheck.ProblemOfAsync(folder.Journal, cancellation);

    /// <summary>
    /// Restores the backup. Returns the problem that prevented it, or where the old journal is kept (null if there was
    /// none).
    /// </summary>
    public static async Task<(string? Problem, string? Kept)> RunAsync(
        DataFolder folder,
        string backup,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (!File.Exists(backup) || new FileInfo(backup).Length == 0)
            return ($"{backup} does not exist, or is empty.", null);
        if (await SqliteIntegrityCheck.ProblemOfAsync(backup, cancellation) is { } problem)
            return (problem, null);
        if (OutputArchive.Unpack(OutputArchive.Of(backup), folder.Output) is { } damaged)
            return (damaged, null);
        var copy = Unfinished(folder);
        foreach (var part in Parts)
            File.Delete(copy + part);
        using (var from = new SqliteConnection(SqliteSource.ReadOnly(backup)))
        {
            await from.OpenAsync(cancellation);
            if (SqliteBackup.Write(from, copy) is { } failed)
                return (failed, null);
        }

        if (!await RenameAsync(copy, cancellation))
        {
            File.Delete(copy);
            return ($"{backup} is not a journal: it does not say which database it is.", null);
        }

        var aside = $".before-restore-{now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
        OutputArchive.Swap(folder.Output, keepAs: folder.Output + aside);
        var kept = PutAside(folder, aside);
        File.Move(copy, folder.Journal);
        return (null, kept);
    }

    private static string Unfinished(DataFolder folder) => folder.Journal + ".restoring";

    private static async Task<bool> RenameAsync(string file, CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString()
        );
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE meta SET DatabaseId = $id";
        command.Parameters.AddWithValue("$id", RandomNumberGenerator.GetHexString(16, lowercase: true));
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    private static string? PutAside(DataFolder folder, string aside)
    {
        if (!File.Exists(folder.Journal))
            return null;
        var kept = folder.Journal + aside;
        foreach (var part in Parts.Where(part => File.Exists(folder.Journal + part)))
            File.Move(folder.Journal + part, kept + part);
        return kept;
    }
}
