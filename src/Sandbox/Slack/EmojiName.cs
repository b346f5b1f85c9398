using System.Text.RegularExpressions;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// Emoji names as in reactions: without colons, one spelling for each, followed by the skin tone if there is one.
/// </summary>
internal static partial class EmojiName
{
    /// <summary>The canonical spelling of this name; null if it is not a name.</summary>
    public static string? Read(string? name)
    {
        var trimmed = name?.Trim(':') ?? "";
        if (!Shape().IsMatch(trimmed))
            return null;
        if (trimmed.StartsWith("thumbsup", StringComparison.Ordinal))
            return "+1" + trimmed["thumbsup".Length..];
        return trimmed.StartsWith("thumbsdown", StringComparison.Ordinal)
            ? "-1" + trimmed["thumbsdown".Length..]
            : trimmed;
    }

    [GeneratedRegex("^[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Shape();
}
