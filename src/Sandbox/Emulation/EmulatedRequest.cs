using Microsoft.AspNetCore.WebUtilities;

namespace OlUpgrade.Sandbox.Emulation;

/// <summary>
/// One HTTP request as text: the path is decoded, the query begins with a question mark or is empty, and header names
/// are looked up without regard to case.
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

    /// <summary>Reads the form encoding of queries and bodies; of a name given twice the last value counts.</summary>
    internal static Dictionary<string, string> ReadForm(string text) =>
        QueryHelpers.ParseQuery(text).ToDictionary(pair => pair.Key, pair => pair.Value.LastOrDefault() ?? "");
}
