using System.Text.RegularExpressions;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// How Slack writes what people type: escaped, what looks like an address as a link, and the app's name as its ID.
/// </summary>
internal static partial class SlackMarkup
{
    public static string Typed(string text) => Address().Replace(Escape(text), Linked);

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Linked(Match found) =>
        found.Groups["scheme"].Success ? $"<{found.Value}>" : $"<http://{found.Value}|{found.Value}>";

    public static string Mention(string text) =>
        text.Replace("@olupgrade", $"<@{SlackWorkspace.BotUserId}>", StringComparison.Ordinal);

    // A name whose last part is a common top-level domain, or anything with a scheme.
    [GeneratedRegex(
        @"(?<![\w./@=-])((?<scheme>https?://)\S+|([a-z0-9-]+\.)+(com|org|net|io|dev)\b(?![\w.-]))",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Address();
}
