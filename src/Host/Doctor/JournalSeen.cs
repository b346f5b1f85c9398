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
        var (seen, problem) = await DatabaseGlance.ReadAsync(file, cancellation);
        return new JournalSeen(file, seen, problem);
    }
}
