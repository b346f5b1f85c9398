namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// A token of the app with its scopes. Bot tokens start with xoxb-, app-level tokens with xapp-.
/// </summary>
internal sealed class SlackToken(string value, IEnumerable<string> scopes)
{
    public SortedSet<string> Scopes { get; } = new(scopes, StringComparer.Ordinal);

    public bool IsRevoked { get; set; }

    public bool IsAppLevel { get; } = value.StartsWith("xapp-", StringComparison.Ordinal);

    public string Provided => string.Join(',', Scopes);
}
