namespace OlUpgrade.Runs;

/// <summary>
/// Why a command is not accepted: a code for programs, and a sentence for people that says what to do next.
/// </summary>
public sealed record Refusal(string Code, string Sentence);
