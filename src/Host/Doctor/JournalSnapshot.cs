using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>The journal as it was seen: who it is, or why it cannot be read; neither where there is none yet.</summary>
internal sealed record JournalSnapshot(string File, JournalInfo? Database, string? Problem)
{
    public static async Task<JournalSnapshot> ReadAsync(string? folder, CancellationToken cancellation)
    {
        if (folder is null)
            return new JournalSnapshot("", null, "no data folder is set.");
        var file = Path.Combine(folder, DataFolder.JournalFile);
        if (IsClosed(folder))
            return new JournalSnapshot(file, null, $"{folder} may not be entered.");
        var (seen, problem) = await JournalInfo.ReadAsync(file, cancellation);
        return new JournalSnapshot(file, seen, problem);
    }

    /// <summary>
    /// To somebody else's eyes a private folder is empty: no journal would be seen where there is one.
    /// </summary>
    private static bool IsClosed(string folder)
    {
        try
        {
            _ = Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
    }
}
