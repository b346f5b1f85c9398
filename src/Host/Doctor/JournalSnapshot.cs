using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>The journal's state: its database, or why it cannot be read; neither if there is none yet.</summary>
/// <param name="File">The journal's path; empty without a data folder.</param>
internal sealed record JournalSnapshot(string File, JournalInfo? Database, string? Problem)
{
    public static async Task<JournalSnapshot> ReadAsync(string? folder, CancellationToken cancellation)
    {
        if (folder is null)
            return new JournalSnapshot("", null, "no data folder is set.");
        var file = Path.Combine(folder, DataFolder.JournalFile);
        if (IsClosed(folder))
            return new JournalSnapshot(file, null, $"{folder} cannot be opened.");
        var (info, problem) = await JournalInfo.ReadAsync(file, cancellation);
        return new JournalSnapshot(file, info, problem);
    }

    /// <summary>
    /// To other users a private folder looks empty, so its journal would seem not to exist.
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
