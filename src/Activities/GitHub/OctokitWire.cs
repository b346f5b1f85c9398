using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OlUpgrade.GitHub;

/// <summary>
/// Puts right what Octokit sends: JSON under its own media type, the API version, no <c>milestone: null</c> that would
/// take an issue out of its milestone. Also bounds each request in time and each answer in size.
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
        // Whoever did not ask whether something has changed was not answered; Octokit would take it for an empty list.
        if (response.StatusCode == HttpStatusCode.NotModified && request.Headers.IfNoneMatch.Count == 0)
            throw new JsonException("The answer is to another question.");
        // What is deleted leaves nothing to answer with.
        var isGone = request.Method == HttpMethod.Delete && response.StatusCode == HttpStatusCode.NoContent;
        if (response.IsSuccessStatusCode && !isGone)
            await RefuseGarbageAsync(response, AsksForList(request), either.Token);
        return response;
    }

    // Octokit takes any answer that is no list for an empty one, and an empty list would mean "it did not happen".
    private static async Task RefuseGarbageAsync(
        HttpResponseMessage response,
        bool list,
        CancellationToken cancellation
    )
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation));
        if (document.RootElement.ValueKind != (list ? JsonValueKind.Array : JsonValueKind.Object))
            throw new JsonException("The answer has not the shape that was asked for.");
        if (response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) != true)
            throw new JsonException("The answer is not called JSON.");
    }

    private static async Task<HttpContent> JsonAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var text = await request.Content!.ReadAsStringAsync(cancellation);
        if (
            request.Method == HttpMethod.Patch
            && JsonNode.Parse(text) is JsonObject body
            && IsNothing(body, "milestone")
        )
        {
            body.Remove("milestone");
            text = body.ToJsonString();
        }

        return new StringContent(text, Encoding.UTF8, "application/json");
    }

    // All lists are asked for page by page, but for this one, which has no pages.
    private static bool AsksForList(HttpRequestMessage request) =>
        request.RequestUri is { } asked
        && (
            asked.Query.Contains("per_page=", StringComparison.Ordinal)
            || asked.AbsolutePath.Contains("/git/matching-refs/", StringComparison.Ordinal)
        );

    private static bool IsNothing(JsonObject body, string name) =>
        body.TryGetPropertyValue(name, out var value) && value is null;
}
