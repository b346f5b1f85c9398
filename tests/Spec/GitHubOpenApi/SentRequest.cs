using System.Text.Json.Nodes;
using System.Web;

namespace OlUpgrade.Spec.GitHubOpenApi;

/// <summary>A request to GitHub as it arrived.</summary>
/// <param name="Target">Path and query after the base address, still escaped.</param>
/// <param name="Headers">By name, in lower case.</param>
internal sealed record SentRequest(
    string Method,
    string Target,
    IReadOnlyDictionary<string, string> Headers,
    string Body
)
{
    /// <summary>The names in the query and at the top of the body.</summary>
    public IEnumerable<string> Fields =>
        [
            .. HttpUtility.ParseQueryString(Target.Contains('?') ? Target.Split('?')[1] : "").AllKeys.OfType<string>(),
            .. Body.Length == 0 ? [] : JsonNode.Parse(Body)!.AsObject().Select(property => property.Key),
        ];

    public SentRequest With(string header, string value) =>
        this with
        {
            Headers = new Dictionary<string, string>(Headers) { [header] = value },
        };

    public override string ToString() => $"{Method} {Target} {Body}";
}
