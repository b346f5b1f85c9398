using Microsoft.AspNetCore.WebUtilities;

namespace OlUpgrade.Sandbox.Emulation;

/// <summary>
/// One HTTP request as text. The path is decoded, the query is empty or starts with a question mark, and header names
/// ignore case.
/// </summary>
public sealed record EmulatedRequest(
    string Method,
    string Path,
    string Query,
    IReadOnlyDictionary<string, string> Headers,
    string Body
)
{
    internal string? MediaType => Header("Content-Type")?.Split(';')[0].Trim().ToLowerInvariant();

    internal bool HasCharset =>
        Header("Content-Type")?.Contains("charset=", StringComparison.OrdinalIgnoreCase) ?? false;

    internal string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    internal string? QueryValue(string name) => ReadForm(Query).GetValueOrDefault(name);

    internal bool Is(string method) => Method.Equals(method, StringComparison.OrdinalIgnoreCase);

    /// <summary>Parses the form encoding of queries and bodies. If a name is repeated, its last value counts.</summary>
    internal static Dictionary<string, string> ReadForm(string text) =>
        QueryHelpers.ParseQuery(text).ToDictionary(pair => pair.Key, pair => pair.Value.LastOrDefault() ?? "");
}
