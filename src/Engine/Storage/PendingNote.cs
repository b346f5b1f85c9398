using OlUpgrade.Wording;

namespace OlUpgrade.Storage;

/// <summary>A note that is not known to be delivered.</summary>
/// <param name="Tries">How often its delivery was tried; above 0 it may have arrived.</param>
public sealed record PendingNote(Note Note, int Tries);
