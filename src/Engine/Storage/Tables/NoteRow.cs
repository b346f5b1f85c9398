using OlUpgrade.Runs;
using OlUpgrade.Wording;

namespace OlUpgrade.Storage.Tables;

/// <summary>A note in the outbox.</summary>
public sealed class NoteRow
{
    public int Run { get; set; }

    public int Version { get; set; }

    public NoteTarget Target { get; set; }

    public required string Text { get; set; }

    /// <summary>How often its delivery was tried.</summary>
    public int Tries { get; set; }

    public bool IsDelivered { get; set; }

    public PendingNote ToPending() => new(new Note(new RunId(Run), Version, Target, Text), Tries);
}
