namespace OlUpgrade.Storage;

/// <summary>Why the journal cannot be read or written now, and what to do about it, in a sentence for people.</summary>
public sealed record StoreTrouble(StoreTroubleKind Kind, string Sentence);
