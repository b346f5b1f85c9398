using OlUpgrade.Wording;

namespace OlUpgrade.Storage;

/// <summary>A note on its way.</summary>
/// <param name="Tries">How often its delivery was begun; above 0 it may have arrived.</param>
public sealed record PendingNote(Note Note, int Tries);
