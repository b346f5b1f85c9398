using System.Text.Json.Nodes;
using System.Web;

namespace OlUpgrade.Spec.Wire;

/// <summary>A request as it was sent.</summary>
public sealed record Asked(
    string Method,
    Uri Uri,
    IReadOnlyDictionary<string, string> Headers,
    string? ContentType,
    string Body
)
{
    /// <summary>The fields of a form, sorted by name: <c>a=1; b=2</c>.</summary>
    public string Form => Fields(Body);

    public string Query => Fields(Uri.Query.TrimStart('?'));

    /// <summary>The body as JSON without whitespace, to compare with <see cref="Canonical"/>.</summary>
    public string Json => Canonical(Body);

    public static string Canonical(string json) => JsonNode.Parse(json)!.ToJsonString();

    private static string Fields(string encoded)
    {
        var fields = HttpUtility.ParseQueryString(encoded);
        return string.Join("; ", fields.AllKeys.Order(StringComparer.Ordinal).Select(key => $"{key}={fields[key]}"));
    }
}
