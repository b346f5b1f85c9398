namespace OlUpgrade.Runs;

/// <summary>
/// Why a command was not obeyed: a code for programs, a sentence for people that says what would be right.
/// </summary>
public sealed record Refusal(string Code, string Sentence);
