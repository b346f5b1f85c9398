using OlUpgrade.Runs;

namespace OlUpgrade.Wording;

/// <summary>
/// A sentence for people, derived from an event; never the truth. Run, entry version and target identify it, and are
/// its marker outside.
/// </summary>
/// <param name="Version">The entry that it reports.</param>
/// <param name="Text">Plain text; empty for the targets that show the newest state.</param>
public sealed record Note(RunId Run, int Version, NoteTarget Target, string Text)
{
    public string Marker => $"{Run}/{Version}/{Target}";

    /// <summary>
    /// The name that finds the note outside after a lost answer; the database's ID keeps two installations apart.
    /// </summary>
    public string MarkerIn(string databaseId) => $"{databaseId}/{Marker}";
}
