using System.Net;
using System.Text;

namespace OlUpgrade.Spec.Wire;

/// <summary>
/// Stands in for a service behind HTTP: gives the prepared answers, per path and in order (repeating the last one), and
/// records the requests. A path without an answer fails the test.
/// </summary>
public sealed class Outside : HttpMessageHandler
{
    private readonly Dictionary<string, Queue<Func<HttpResponseMessage>>> _answers = new(StringComparer.Ordinal);

    public IList<Asked> Asked { get; } = new List<Asked>();

    public IEnumerable<Asked> AskedFor(string path) => Asked.Where(asked => Key(asked.Method, asked.Uri) == path);

    /// <summary>Prepares the next answer on this path.</summary>
    /// <param name="path"><c>POST /api/chat.postMessage</c>: method and path without the query.</param>
    public Outside Answers(
        string path,
        string body,
        int status = 200,
        string type = "application/json",
        string? retryAfter = null,
        string? etag = null
    ) => Does(path, () =>
        {
            var response = new HttpResponseMessage((HttpStatusCode)status);
            response.Content = new StringContent(body, Encoding.UTF8, type);
            if (retryAfter is not null)
                response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            if (etag is not null)
                response.Headers.TryAddWithoutValidation("ETag", etag);
            return response;
        });

    /// <summary>The request arrives; its answer is lost.</summary>
    public Outside LosesAnswer(string path) =>
        Does(path, () => throw new HttpRequestException("The connection broke."));

    /// <summary>The connection is refused: the request never arrives.</summary>
    public Outside Refuses(string path) =>
        Does(path, () => throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused."));

    public Outside Does(string path, Func<HttpResponseMessage> act)
    {
        if (!_answers.TryGetValue(path, out var queue))
            _answers[path] = queue = new();
        queue.Enqueue(act);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.ToDictionary(
            header => header.Key,
            header => string.Join(", ", header.Value),
            StringComparer.OrdinalIgnoreCase
        );
        var type = request.Content?.Headers.ContentType?.ToString();
        Asked.Add(new(request.Method.Method, request.RequestUri!, headers, type, body));
        var key = Key(request.Method.Method, request.RequestUri!);
        if (!_answers.TryGetValue(key, out var queue))
            throw new InvalidOperationException($"No answer was prepared for {key}.");
        var response = (queue.Count > 1 ? queue.Dequeue() : queue.Peek())();
        response.RequestMessage = request;
        return response;
    }

    private static string Key(string method, Uri uri) => $"{method} {uri.AbsolutePath}";
}
