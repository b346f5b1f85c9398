using System.Text.RegularExpressions;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>Names of emoji as reactions carry them: without colons, one spelling each, a skin tone behind.</summary>
internal static partial class EmojiName
{
    /// <summary>The one spelling of this name, or null when it is none.</summary>
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
