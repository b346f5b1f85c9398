namespace OlUpgrade.Sandbox.Slack;

/// <summary>How Slack writes what people type: escaped, and with the app's name replaced by its ID.</summary>
internal static class SlackMarkup
{
    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    public static string Mention(string text) =>
        text.Replace("@olupgrade", $"<@{SlackWorkspace.BotUserId}>", StringComparison.Ordinal);
}
