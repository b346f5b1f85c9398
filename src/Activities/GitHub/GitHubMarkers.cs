using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace OlUpgrade.GitHub;

/// <summary>
/// The markers by which the service finds again what it wrote on GitHub: HTML comments, invisible on the page, each
/// with a code that only this service can make. Nobody who can edit a text there can forge one.
/// </summary>
public sealed partial class GitHubMarkers
{
    private const string Prefix = "<!-- olupgrade:";
    private const int CodeLength = 20;

    private readonly byte[] _key;
    private readonly DateTimeOffset _since;

    private GitHubMarkers(byte[] key, DateTimeOffset since)
    {
        _key = key;
        _since = since;
    }

    /// <summary>As releases before this one wrote them; any text that looks like one is one.</summary>
    public static GitHubMarkers WithoutCode { get; } = new([], DateTimeOffset.MaxValue);

    /// <summary>With the code of this key.</summary>
    /// <param name="since">
    /// When the key was made, as GitHub counts time. In texts from before, a marker needs no code of this key, so that
    /// open runs find what an earlier release wrote.
    /// </param>
    public static GitHubMarkers Of(byte[] key, DateTimeOffset since) =>
        key.Length > 0 ? new(key, since) : throw new ArgumentException("The key is empty.", nameof(key));

    /// <summary>The marker as it is written.</summary>
    public string Comment(string marker) =>
        _key.Length == 0 ? $"{Prefix}{marker} -->" : $"{Prefix}{marker} code={CodeOf(marker)} -->";

    /// <summary>True if this service wrote the marker into this text.</summary>
    /// <param name="created">When the text was first written.</param>
    public bool Carries(string? body, string marker, DateTimeOffset created) =>
        MarkersIn(body, created).Contains(marker, StringComparer.Ordinal);

    /// <summary>True if this service wrote any marker into this text.</summary>
    /// <param name="created">When the text was first written.</param>
    public bool CarriesAny(string? body, DateTimeOffset created) => MarkersIn(body, created).Any();

    private IEnumerable<string> MarkersIn(string? body, DateTimeOffset created) =>
        Written()
            .Matches(body ?? "")
            .Where(found => created < _since || found.Groups["code"].Value == CodeOf(found.Groups["marker"].Value))
            .Select(found => found.Groups["marker"].Value);

    private string CodeOf(string marker) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(marker)))[..CodeLength];

    [GeneratedRegex(
        "<!-- olupgrade:(?<marker>[^\n]{1,400}?)( code=(?<code>[0-9a-f]{20}))? -->",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Written();
}
