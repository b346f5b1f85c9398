using System.Net;
using System.Text;

namespace OlUpgrade.Sandbox.Emulation;

/// <summary>
/// Passes an HttpClient's requests to an emulated service in this process. Every call completes synchronously, so that
/// a seeded simulation stays on one thread. A connection fault is an <see cref="HttpRequestException"/>.
/// </summary>
public sealed class EmulatorHandler(IEmulatedSite site) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var reply = site.Handle(Read(request, body));
        return reply.Fault switch
        {
            ConnectionFault.AnswerLost or ConnectionFault.AnswerHeld => throw new HttpRequestException(
                HttpRequestError.ResponseEnded,
                "The connection broke before the answer arrived."
            ),
            ConnectionFault.Unreachable => throw new HttpRequestException(
                HttpRequestError.ConnectionError,
                "The service could not be reached."
            ),
            _ => Write(request, reply),
        };
    }

    private static EmulatedRequest Read(HttpRequestMessage request, string body)
    {
        var address = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        return new EmulatedRequest(
            request.Method.Method,
            Uri.UnescapeDataString(address.AbsolutePath),
            address.Query,
            Headers(request),
            body
        );
    }

    private static Dictionary<string, string> Headers(HttpRequestMessage request)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Headers.NonValidated)
            headers[name] = values.ToString();
        if (request.Content is { } content)
            foreach (var (name, values) in content.Headers.NonValidated)
                headers[name] = values.ToString();
        return headers;
    }

    private static HttpResponseMessage Write(HttpRequestMessage request, EmulatedReply reply)
    {
        var response = new HttpResponseMessage((HttpStatusCode)reply.Status)
        {
            RequestMessage = request,
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(reply.Body)),
        };
        foreach (var (name, value) in reply.Headers)
            if (!response.Headers.TryAddWithoutValidation(name, value))
                response.Content.Headers.TryAddWithoutValidation(name, value);
        return response;
    }
}
