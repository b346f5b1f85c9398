namespace OlUpgrade.Ssh;

/// <summary>Why a host gave no answer.</summary>
/// <param name="Sentence">For people: what was seen, whether the host acted, and what to do.</param>
/// <param name="Holder">The lease holder that the host obeys; set for <see cref="ShellFaultKind.Overtaken"/>.</param>
public sealed record ShellFault(ShellFaultKind Kind, string Sentence, string? Holder = null);
