using System.Text.RegularExpressions;

namespace OlUpgrade.Secrets;

/// <summary>What tokens and keys look like that the service does not know: those of others.</summary>
internal static partial class KnownTokens
{
    private const int MaxMilliseconds = 1_000;

    public static string Remove(string text, string removed) =>
        Token().Replace(PrivateKey().Replace(text, removed), removed);

    public static bool BeginsPrivateKey(string line) => Beginning().IsMatch(line);

    public static bool EndsPrivateKey(string line) => End().IsMatch(line);

    /// <summary>Tokens of Slack, GitHub, this service and AWS.</summary>
    [GeneratedRegex(
        "(?<![A-Za-z0-9])("
            + "xox[a-z](\\.xox[a-z])?-[A-Za-z0-9-]{20,}|xapp-[A-Za-z0-9-]{20,}"
            + "|gh[a-z]_[A-Za-z0-9_]{30,}|github_pat_[A-Za-z0-9_]{20,}"
            + "|olu_[A-Za-z0-9_-]{20,}|A[KS]IA[0-9A-Z]{16}(?![A-Za-z0-9]))",
        RegexOptions.ExplicitCapture,
        MaxMilliseconds
    )]
    private static partial Regex Token();

    /// <summary>A whole one, or one that is cut off.</summary>
    [GeneratedRegex(
        "-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----.*?(-----END [A-Z0-9 ]*PRIVATE KEY-----|\\z)",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        MaxMilliseconds
    )]
    private static partial Regex PrivateKey();

    [GeneratedRegex("-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----", RegexOptions.None, MaxMilliseconds)]
    private static partial Regex Beginning();

    [GeneratedRegex("-----END [A-Z0-9 ]*PRIVATE KEY-----", RegexOptions.None, MaxMilliseconds)]
    private static partial Regex End();
}
