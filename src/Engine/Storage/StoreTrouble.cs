namespace OlUpgrade.Storage;

/// <summary>Why the journal cannot be used now.</summary>
/// <param name="Sentence">What is wrong and what to do about it, for people.</param>
public sealed record StoreTrouble(StoreTroubleKind Kind, string Sentence);
