using System.Text.Json.Nodes;

namespace OlUpgrade.Spec.GitHubOpenApi;

/// <summary>A mistake that turns a good request into one that GitHub's description refuses.</summary>
/// <param name="Complaint">The one problem that the judge must find.</param>
internal sealed record Spoil(string Complaint, Func<SentRequest, SentRequest> Change)
{
    /// <summary>A required property of the body is missing.</summary>
    public static Spoil Without(string property) =>
        new($"must have required property '{property}'", request => Body(request, body => body.Remove(property)));

    /// <summary>A property of the body has this value.</summary>
    public static Spoil With(string property, JsonNode value, string complaint) =>
        new(complaint, request => Body(request, body => body[property] = value.DeepClone()));

    /// <summary>A parameter of the query is unknown or has a bad value.</summary>
    public static Spoil Asking(string name, string value, string complaint) =>
        new(complaint, request => Ask(request, name, value));

    /// <summary>The path is another one.</summary>
    public static Spoil At(string target, string complaint) =>
        new(complaint, request => request with { Target = target });

    /// <summary>The path does not exist on GitHub, or not with this method.</summary>
    public static Spoil Nowhere(string target) => At(target, "GitHub knows no ");

    /// <summary>Mistakes that spoil any request.</summary>
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
