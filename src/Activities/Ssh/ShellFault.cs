namespace OlUpgrade.Ssh;

/// <summary>Why a host gave no answer, with a sentence that says what was seen and what to do.</summary>
public sealed record ShellFault(ShellFaultKind Kind, string Sentence);
