namespace OlUpgrade.Runs;

/// <summary>
/// A sentence for people, derived from an event; never truth. It is known by run, entry version and target, which is
/// also its marker outside.
/// </summary>
/// <param name="Version">The entry that it tells of.</param>
/// <param name="Text">Plain text; empty for the targets that show the newest state.</param>
public sealed record Note(RunId Run, int Version, NoteTarget Target, string Text)
{
    public string Marker => $"{Run}/{Version}/{Target}";
}
