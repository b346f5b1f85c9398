using System.Collections.Immutable;

namespace OlUpgrade.Sandbox.Hosts.Shell;

/// <summary>
/// One word of a script before expansion: a sequence of text, variables and command substitutions.
/// </summary>
internal sealed record ShellWord(ImmutableArray<ShellWord.Part> Parts)
{
    /// <summary>
    /// The word as written if nothing in it is quoted or expanded, as in keywords; otherwise null.
    /// </summary>
    public string? Bare => Parts is [Text { IsQuoted: false } text] ? text.Value : null;

    // A quoted part is never split at blanks.
    internal abstract record Part(bool IsQuoted);

    internal sealed record Text(string Value, bool IsQuoted) : Part(IsQuoted);

    // Otherwise: the default for an unset or empty variable; null for none.
    internal sealed record Variable(string Name, string? Otherwise, bool IsQuoted) : Part(IsQuoted);

    internal sealed record Substitution(string Script, bool IsQuoted) : Part(IsQuoted);
}
