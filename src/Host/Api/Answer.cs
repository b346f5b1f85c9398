namespace OlUpgrade.Hosting.Api;

/// <summary>The answer to a request or a decision: the run, or a refusal.</summary>
/// <param name="Run">The run's number; null if the refusal is not about one run.</param>
/// <param name="Code">
/// Why it was refused, for programs: <c>bad-input</c>, <c>no-run</c>, <c>no-token</c> and the like; null if accepted.
/// </param>
/// <param name="Sentence">Why it was refused and what to do, for people; null if accepted.</param>
public sealed record Answer(int? Run, string? Code, string? Sentence);
