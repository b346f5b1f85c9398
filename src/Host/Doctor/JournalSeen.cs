using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>The journal as it was seen: who it is, or why it cannot be read; neither where there is none yet.</summary>
internal sealed record JournalSeen(string File, DatabaseGlance? Database, string? Problem)
{
    public static async Task<JournalSeen> ReadAsync(string? folder, CancellationToken cancellation)
    {
        if (folder is null)
            return new JournalSeen("", null, "no data folder is set.");
        var file = Path.Combine(folder, DataFolder.JournalFile);
        if (IsClosed(folder))
            return new JournalSeen(file, null, $"{folder} may not be entered.");
        var (seen, problem) = await DatabaseGlance.ReadAsync(file, cancellation);
        return new JournalSeen(file, seen, problem);
    }

    /// <summary>To somebody else's eyes a private folder is empty: no journal would be seen where there is one.</summary>
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
