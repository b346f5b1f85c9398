using OlUpgrade.Execution;
using Polly;
using Polly.Retry;

namespace OlUpgrade.Ssh;

/// <summary>
/// All retries over SSH and their limits: connecting, opening a channel, and reading. The caller's cancellation ends
/// each of them.
/// </summary>
/// <remarks>
/// A ledger verb that changes something (<c>start</c>, <c>take</c>, <c>stop</c> and their like) never runs inside one
/// of these: the host may have acted on a call whose answer was lost, so each call is sent once (law 2) and the ledger
/// is asked what became of it.
/// </remarks>
internal static class SshRetry
{
    private const double PatienceGrowth = 1.3;

    /// <summary>How long the first attempt to connect may meet silence.</summary>
    public static TimeSpan FirstPatience { get; } = TimeSpan.FromMilliseconds(150);

    /// <summary>
    /// Connects. While there is no connection the attempt is abandoned and the next one gets 1.3 times the patience;
    /// anything else is an answer and is returned. The last attempt gets what is left of the limit.
    /// </summary>
    /// <remarks>
    /// A packet sent while the host is off is lost, and the kernel waits longer each time before it sends it again.
    /// Short attempts first notice a returning host soon; longer ones later give a slow host the time it needs.
    /// </remarks>
    /// <param name="connect">One attempt; it reports whether the host was silent all the time.</param>
    /// <param name="limit">For all attempts together.</param>
    public static async Task<T> ConnectAsync<T>(
        Func<ConnectPatience, CancellationToken, Task<(T Reply, bool IsSilent)>> connect,
        TimeSpan limit,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var started = time.GetTimestamp();
        var patience = FirstPatience;
        var end = await RetryAsync<(T Reply, bool IsWorthAnother)>(
            async token =>
            {
                var remaining = limit - time.GetElapsedTime(started);
                var isLast = patience >= remaining;
                var allowed = new ConnectPatience(isLast ? remaining : patience, remaining);
                var (reply, isSilent) = await connect(allowed, token);
                patience *= PatienceGrowth;
                return (reply, isSilent && !isLast);
            },
            end => end.IsWorthAnother,
            time,
            cancellation
        );
        return end.Reply;
    }

    /// <summary>
    /// Opens a channel. A connection that turns out to be dead is replaced once; nothing of the call was sent on it.
    /// </summary>
    /// <param name="open">One attempt; it reports whether the connection was dead.</param>
    public static async Task<T> OpenAsync<T>(
        Func<CancellationToken, Task<(T Reply, bool IsDead)>> open,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var end = await RetryAsync(open, end => end.IsDead, time, cancellation, retries: 1);
        return end.Reply;
    }

    /// <summary>
    /// Repeats a read while another attempt is worth it. The caller sets the limit: with its time in
    /// <paramref name="isWorthAnother"/>, or by cancellation. Only for calls that change nothing.
    /// </summary>
    /// <param name="pause">How long to wait before the next attempt.</param>
    public static Task<T> ReadAsync<T>(
        Func<CancellationToken, Task<T>> read,
        Func<T, bool> isWorthAnother,
        Func<TimeSpan> pause,
        TimeProvider time,
        CancellationToken cancellation
    ) => RetryAsync(read, isWorthAnother, time, cancellation, pause: pause);

    private static async Task<T> RetryAsync<T>(
        Func<CancellationToken, Task<T>> attempt,
        Func<T, bool> isWorthAnother,
        TimeProvider time,
        CancellationToken cancellation,
        int retries = int.MaxValue,
        Func<TimeSpan>? pause = null
    )
    {
        var isRetried = false;
        var pipeline = new ResiliencePipelineBuilder<T> { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions<T>
                {
                    MaxRetryAttempts = retries,
                    Delay = TimeSpan.Zero,
                    ShouldHandle = end =>
                        new(isRetried = end.Outcome.Exception is null && isWorthAnother(end.Outcome.Result!)),
                    // The strategy's own delay would end on another thread when it is cancelled.
                    OnRetry = async end =>
                    {
                        if (pause is not null)
                            await time.PassAsync(pause(), end.Context.CancellationToken);
                    },
                }
            )
            .Build();
        var last = await pipeline.ExecuteAsync(async token => await attempt(token), cancellation);
        // A pipeline that is cancelled returns the result that it would have retried.
        if (isRetried)
            cancellation.ThrowIfCancellationRequested();
        return last;
    }
}
