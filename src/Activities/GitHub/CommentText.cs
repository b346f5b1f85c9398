using System.Text.RegularExpressions;

namespace OlUpgrade.GitHub;

/// <summary>What somebody wrote in a comment, as text for the journal.</summary>
public static partial class CommentText
{
    /// <summary>So much of a comment is written down.</summary>
    private const int Longest = 4_000;

    /// <summary>What people see of it, and of a long one the beginning. Empty when they see nothing.</summary>
    public static string Said(string body)
    {
        var text = Hidden().Replace(body, "").ReplaceLineEndings("\n").Trim();
        if (text.Length <= Longest)
            return text;
        var end = char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
        return $"{text[..end]}\n(cut here; the issue shows the rest)";
    }

    /// <summary>An HTML comment; one without an end hides all that follows.</summary>
    [GeneratedRegex(@"<!--.*?(-->|\z)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Hidden();
}
