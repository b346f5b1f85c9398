namespace OlUpgrade.Runs;

/// <summary>
/// Why a step failed: the kind for counting, the sentence for people (what was seen, what to do next).
/// </summary>
/// <param name="Retryable">False when trying again as it stands cannot help.</param>
public sealed record Failure(FailureKind Kind, string Sentence, bool Retryable = true);
