using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OlUpgrade.GitHub;

/// <summary>
/// Corrects what Octokit sends: JSON with the right media type, the API version, and no <c>milestone: null</c>, which
/// would remove an issue from its milestone. Also limits each request in time and each answer to 8 MiB.
/// </summary>
internal sealed class OctokitWire(HttpMessageHandler inner, GitHubOptions options, TimeProvider time)
    : DelegatingHandler(inner)
{
    private const string ApiVersion = "2022-11-28";
    private const int MaxReplyLength = 8 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        request.Headers.Remove("X-GitHub-Api-Version");
        request.Headers.Add("X-GitHub-Api-Version", ApiVersion);
        request.Headers.Accept.Clear();
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.github+json"));
        if (request.Content is not null)
            request.Content = await JsonAsync(request, cancellationToken);
        using var deadline = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var response = await base.SendAsync(request, either.Token);
        await response.Content.LoadIntoBufferAsync(MaxReplyLength, either.Token);
        // "Not modified" does not answer an unconditional request; Octokit would read it as an empty list.
        if (response.StatusCode == HttpStatusCode.NotModified && request.Headers.IfNoneMatch.Count == 0)
            throw new JsonException("GitHub answered 304 to a request without a condition.");
        // A successful deletion has no body.
        var isDeleted = request.Method == HttpMethod.Delete && response.StatusCode == HttpStatusCode.NoContent;
        var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(either.Token));
        var kind = KindOf(text);
        if (response.IsSuccessStatusCode && !isDeleted)
            RefuseGarbage(response, kind, AsksForList(request));
        // Octokit follows JSON to any depth, in errors too, until the stack overflows and the process ends. So it gets
        // JSON that is no deeper than our own reader takes, or nothing.
        response.Content = new StringContent(kind is null ? "" : text, Encoding.UTF8, "application/json");
        return response;
    }

    /// <summary>Null for what is not JSON, or nested more deeply than 64 levels.</summary>
    private static JsonValueKind? KindOf(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Octokit reads any answer that is not a list as an empty list, and an empty list would mean "it did not happen".
    private static void RefuseGarbage(HttpResponseMessage response, JsonValueKind? kind, bool list)
    {
        if (kind != (list ? JsonValueKind.Array : JsonValueKind.Object))
            throw new JsonException($"GitHub answered with another JSON value than {(list ? "a list" : "an object")}.");
        if (response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) != true)
            throw new JsonException("GitHub answered with another media type than JSON.");
    }

    private static async Task<HttpContent> JsonAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var text = await request.Content!.ReadAsStringAsync(cancellation);
        if (request.Method == HttpMethod.Patch && JsonNode.Parse(text) is JsonObject body && IsNull(body, "milestone"))
        {
            body.Remove("milestone");
            text = body.ToJsonString();
        }

        return new StringContent(text, Encoding.UTF8, "application/json");
    }

    // All lists are requested page by page, except the matching refs, which have no pages.
    private static bool AsksForList(HttpRequestMessage request) =>
        request.RequestUri is { } asked
        && (
            asked.Query.Contains("per_page=", StringComparison.Ordinal)
            || asked.AbsolutePath.Contains("/git/matching-refs/", StringComparison.Ordinal)
        );

    private static bool IsNull(JsonObject body, string name) =>
        body.TryGetPropertyValue(name, out var value) && value is null;
}
