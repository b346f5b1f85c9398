using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OlUpgrade.Wire;
using Polly;

namespace OlUpgrade.Slack.Client;

/// <summary>
/// Sends one request to the Web API and reads the answer. Reads are sent as forms and repeated up to three times;
/// writes are sent as JSON, once. An answer that is not from Slack (an error page, garbage) is a failure like any
/// other.
/// </summary>
internal sealed class SlackWire(HttpClient http, SlackOptions options, TimeProvider time)
{
    private const int MaxReplyLength = 4 * 1024 * 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ResiliencePipeline<SlackReply<JsonElement>> _reads = ReadRetry.Of<SlackReply<JsonElement>>(
        time,
        WaitFor
    );

    public async Task<SlackReply<JsonElement>> ReadAsync(
        string method,
        IReadOnlyDictionary<string, string> form,
        CancellationToken cancellation,
        Action<HttpResponseHeaders>? headers = null
    ) =>
        await _reads.ExecuteAsync(
            async token => await SendAsync(method, options.BotToken, new FormUrlEncodedContent(form), token, headers),
            cancellation
        );

    public Task<SlackReply<JsonElement>> WriteAsync(string method, JsonObject body, CancellationToken cancellation) =>
        SendAsync(method, options.BotToken, Json(body), cancellation);

    public Task<SlackReply<JsonElement>> OpenSocketAsync(CancellationToken cancellation) =>
        SendAsync("apps.connections.open", options.AppToken, new FormUrlEncodedContent([]), cancellation);

    private async Task<SlackReply<JsonElement>> SendAsync(
        string method,
        string token,
        HttpContent content,
        CancellationToken cancellation,
        Action<HttpResponseHeaders>? headers = null
    )
    {
        using var deadline = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Address(method)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            headers?.Invoke(response.Headers);
            return await ReadAsync(method, response, either.Token);
        }
        catch (Exception fault) when (RequestFault.IsOutside(fault) && !cancellation.IsCancellationRequested)
        {
            return Broken(method, fault);
        }
    }

    private async Task<SlackReply<JsonElement>> ReadAsync(
        string method,
        HttpResponseMessage response,
        CancellationToken cancellation
    )
    {
        await response.Content.LoadIntoBufferAsync(MaxReplyLength, cancellation);
        // Slack answers in UTF-8; a header that names a character set which nobody knows must not throw.
        var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellation));
        var body = SlackJson.Read(text) ?? default;
        if (response.StatusCode == HttpStatusCode.TooManyRequests || body.Text("error") is SlackFailure.RateLimited)
            return TooMany(method, response);
        if (!response.IsSuccessStatusCode)
            return Status(method, response.StatusCode);
        if (body.Flag("ok"))
            return SlackReply<JsonElement>.Good(body);
        return body.Text("error") is { } code ? Refused(method, code, body) : Garbage(method);
    }

    private static StringContent Json(JsonObject body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    private SlackReply<JsonElement> TooMany(string method, HttpResponseMessage response)
    {
        var header = response.Headers.TryGetValues("Retry-After", out var values) ? values.FirstOrDefault() : null;
        var wait = RetryAfter.Parse(header, time.GetUtcNow());
        var until = wait is { } known ? $" It asks to wait {known.TotalSeconds:0} s." : "";
        return Bad(SlackFailure.RateLimited, $"Slack's rate limit for {method} is reached.{until}", wait);
    }

    private static SlackReply<JsonElement> Status(string method, HttpStatusCode status)
    {
        var perhaps = (int)status >= 500 || status == HttpStatusCode.RequestTimeout;
        return Bad(
            $"http_{(int)status}",
            $"Slack answered {method} with HTTP {(int)status}. Check status.slack.com, or a proxy in between.",
            perhaps: perhaps
        );
    }

    private static SlackReply<JsonElement> Refused(string method, string code, JsonElement body) =>
        Bad(code, SlackAdvice.Sentence(method, code, body), perhaps: SlackFailure.LeavesDoubt(code));

    internal static SlackReply<JsonElement> Garbage(string method) =>
        Bad(
            SlackFailure.BadReply,
            $"The answer to {method} is not from Slack. Check for a proxy in between, and the base address.",
            perhaps: true
        );

    private static SlackReply<JsonElement> Broken(string method, Exception fault)
    {
        var perhaps = RequestFault.PerhapsArrived(fault);
        return Bad(
            perhaps ? SlackFailure.NoAnswer : SlackFailure.Unreachable,
            $"The call to Slack failed ({method}): {RequestFault.Describe(fault)}. Check the network route to Slack.",
            perhaps: perhaps
        );
    }

    private static SlackReply<JsonElement> Bad(
        string code,
        string sentence,
        TimeSpan? wait = null,
        bool perhaps = false
    ) => SlackReply<JsonElement>.Bad(new SlackFailure(code, sentence, wait, perhaps));

    private static TimeSpan? WaitFor(SlackReply<JsonElement> reply) =>
        reply.Failure switch
        {
            null => null,
            { Code: SlackFailure.RateLimited } limited => limited.RetryAfter ?? RetryAfter.Default,
            { Passes: true } => Pause,
            _ => null,
        };
}
