namespace OlUpgrade.Runs;

/// <summary>
/// Why a step failed: a kind to count by, and a sentence for people that says what was seen and what to do next.
/// </summary>
/// <param name="Retryable">False when a retry cannot help until something is changed.</param>
public sealed record Failure(FailureKind Kind, string Sentence, bool Retryable = true);
