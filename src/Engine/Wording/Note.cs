using OlUpgrade.Runs;

namespace OlUpgrade.Wording;

/// <summary>
/// A sentence for people, derived from an event; never truth. It is known by run, entry version and target, which is
/// also its marker outside.
/// </summary>
/// <param name="Version">The entry that it tells of.</param>
/// <param name="Text">Plain text; empty for the targets that show the newest state.</param>
public sealed record Note(RunId Run, int Version, NoteTarget Target, string Text)
{
    public string Marker => $"{Run}/{Version}/{Target}";

    /// <summary>
    /// The name by which the note is found outside after a lost answer; the database's ID keeps two installations
    /// apart.
    /// </summary>
    public string MarkerIn(string databaseId) => $"{databaseId}/{Marker}";
}
