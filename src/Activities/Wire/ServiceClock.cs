namespace OlUpgrade.Wire;

/// <summary>
/// What time it is for a service, by the <c>Date</c> of whatever it answers: no token is sent, and a refusal tells the
/// time as well as anything else.
/// </summary>
/// <param name="Ahead">How far the service is ahead of this machine; negative when it is behind.</param>
/// <param name="Blur">How far that may be off: half the way there and back, and the header's whole second.</param>
public sealed record ServiceClock(TimeSpan Ahead, TimeSpan Blur)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>The service's clock, or in a few words why it is not known.</summary>
    public static async Task<(ServiceClock? Clock, string? Seen)> ReadAsync(
        HttpClient http,
        Uri address,
        TimeSpan limit,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        request.Headers.UserAgent.ParseAdd("olupgrade");
        try
        {
            var (asked, begun) = (time.GetUtcNow(), time.GetTimestamp());
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.Headers.Date is { } date
                ? (Of(date, asked, time.GetElapsedTime(begun)), null)
                : (null, "its answer bears no date");
        }
        catch (Exception fault) when (RequestFault.IsOutside(fault) && !cancellation.IsCancellationRequested)
        {
            return (null, RequestFault.Describe(fault));
        }
    }

    /// <summary>A time told in whole seconds, somewhere between asking and the answer.</summary>
    public static ServiceClock Of(DateTimeOffset told, DateTimeOffset asked, TimeSpan took) =>
        new(told + (Second / 2) - (asked + (took / 2)), (took / 2) + (Second / 2));
}
