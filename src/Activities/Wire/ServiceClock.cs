namespace OlUpgrade.Wire;

/// <summary>
/// A clock outside, compared with this machine's. A service's is read from the <c>Date</c> header of any answer: no
/// token is sent, and a refusal has the header too.
/// </summary>
/// <param name="Ahead">How far that clock is ahead of this machine's; negative if it is behind.</param>
/// <param name="Blur">The uncertainty of <paramref name="Ahead"/>: half the round trip, and half a second.</param>
public sealed record ServiceClock(TimeSpan Ahead, TimeSpan Blur)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>The service's clock, or in a few words why it is unknown.</summary>
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
            var (asked, started) = (time.GetUtcNow(), time.GetTimestamp());
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.Headers.Date is { } date
                ? (Of(date, asked, time.GetElapsedTime(started)), null)
                : (null, "its answer has no date");
        }
        catch (Exception fault) when (RequestFault.IsOutside(fault) && !cancellation.IsCancellationRequested)
        {
            return (null, RequestFault.Describe(fault));
        }
    }

    /// <summary>From a time in whole seconds, read somewhere between the question and its answer.</summary>
    /// <param name="time">That clock's time.</param>
    /// <param name="asked">This machine's time when it asked.</param>
    /// <param name="took">The round trip.</param>
    public static ServiceClock Of(DateTimeOffset time, DateTimeOffset asked, TimeSpan took) =>
        new(time + (Second / 2) - (asked + (took / 2)), (took / 2) + (Second / 2));
}
