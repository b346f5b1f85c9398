using System.Text.Json.Nodes;

namespace OlUpgrade.Spec.GitHubOpenApi;

/// <summary>A change of a good request that makes it one that GitHub's description refuses.</summary>
/// <param name="Complaint">What the judge must find wrong, so that nothing else is what it is refused for.</param>
internal sealed record Spoil(string Complaint, Func<SentRequest, SentRequest> Change)
{
    /// <summary>Without a property of the body that is required.</summary>
    public static Spoil Without(string property) =>
        new($"must have required property '{property}'", request => Body(request, body => body.Remove(property)));

    /// <summary>With another value of a property of the body.</summary>
    public static Spoil With(string property, JsonNode value, string complaint) =>
        new(complaint, request => Body(request, body => body[property] = value.DeepClone()));

    /// <summary>With a parameter in the query that is unknown there, or of which the value is wrong.</summary>
    public static Spoil Asking(string name, string value, string complaint) =>
        new(complaint, request => Ask(request, name, value));

    /// <summary>At another path.</summary>
    public static Spoil At(string target, string complaint) =>
        new(complaint, request => request with { Target = target });

    /// <summary>At a path that is none of GitHub's, or none by this method.</summary>
    public static Spoil Nowhere(string target) => At(target, "GitHub knows no ");

    /// <summary>What is wrong with any request.</summary>
    public static IEnumerable<Spoil> Always(SentRequest request) =>
        [
            Asking("nothing", "1", "query must NOT have additional properties nothing"),
            new("Accept text/html is not answered", sent => sent.With("accept", "text/html")),
            .. request.Body.Length == 0
                ? [new Spoil("body is not taken", sent => sent with { Body = "{}" })]
                : (Spoil[])
                    [
                        With("nothing", 1, "body must NOT have additional properties nothing"),
                        new("Content-Type text/plain is not taken", sent => sent.With("content-type", "text/plain")),
                    ],
        ];

    private static SentRequest Ask(SentRequest request, string name, string value)
    {
        var parts = request.Target.Split('?', '&');
        var others = parts[1..].Where(one => !one.StartsWith($"{name}=", StringComparison.Ordinal));
        return request with { Target = $"{parts[0]}?{string.Join('&', [.. others, $"{name}={value}"])}" };
    }

    private static SentRequest Body(SentRequest request, Action<JsonObject> change)
    {
        var body = JsonNode.Parse(request.Body)!.AsObject();
        change(body);
        return request with { Body = body.ToJsonString() };
    }
}
