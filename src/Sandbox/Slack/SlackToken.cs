namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// A credential of the app and what it may do. Bot tokens begin with xoxb-, app-level tokens with xapp-.
/// </summary>
internal sealed class SlackToken(string value, IEnumerable<string> scopes)
{
    public SortedSet<string> Scopes { get; } = new(scopes, StringComparer.Ordinal);

    public bool IsRevoked { get; set; }

    public bool IsAppLevel { get; } = value.StartsWith("xapp-", StringComparison.Ordinal);

    public string Provided => string.Join(',', Scopes);
}
