using System.Text.RegularExpressions;

namespace OlUpgrade.GitHub;

/// <summary>
/// What somebody said in a comment: what people see of it, and of a long one the first 4,000 characters. Empty when
/// they see nothing.
/// </summary>
public static partial class CommentText
{
    private const int MaxLength = 4_000;

    public static string Of(string body)
    {
        var text = Hidden().Replace(body, "").ReplaceLineEndings("\n").Trim();
        return text.Length <= MaxLength
            ? text
            : $"{GitHubText.Beginning(text, MaxLength)}\n(cut here; the issue shows the rest)";
    }

    /// <summary>An HTML comment; one without an end hides all that follows.</summary>
    [GeneratedRegex(
        @"<!--.*?(-->|\z)",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Hidden();
}
