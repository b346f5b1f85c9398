using System.Text.RegularExpressions;
using OlUpgrade.Wording;

namespace OlUpgrade.GitHub;

/// <summary>
/// The visible text of a comment, at most its first 4,000 characters. Empty when nothing of it is visible.
/// </summary>
public static partial class CommentText
{
    private const int MaxLength = 4_000;

    public static string Of(string body)
    {
        var text = OutsideText.Visible(Hidden().Replace(body, "").ReplaceLineEndings("\n")).Trim();
        return text.Length <= MaxLength
            ? text
            : $"{GitHubText.Beginning(text, MaxLength)}\n(cut here; the issue shows the rest)";
    }

    /// <summary>An HTML comment; one without an end hides everything after it.</summary>
    [GeneratedRegex(
        @"<!--.*?(-->|\z)",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Hidden();
}
