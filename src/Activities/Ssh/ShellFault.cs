namespace OlUpgrade.Ssh;

/// <summary>Why a host gave no answer, with a sentence that says what was seen and what to do.</summary>
/// <param name="Holder">Whom the host obeys, with <see cref="ShellFaultKind.Overtaken"/>.</param>
public sealed record ShellFault(ShellFaultKind Kind, string Sentence, string? Holder = null);
