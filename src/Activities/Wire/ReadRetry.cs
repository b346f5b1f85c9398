using Polly;
using Polly.Retry;

namespace OlUpgrade.Wire;

/// <summary>
/// Retries a read over HTTP that a service could not answer for the moment: three attempts in all. If the service asks
/// for a wait of more than <see cref="MaxWait"/>, its answer goes to the caller. Only for calls that change nothing.
/// </summary>
internal static class ReadRetry
{
    /// <summary>The first attempt included.</summary>
    public const int MaxTries = 3;

    /// <summary>The longest wait before another attempt.</summary>
    /// <value>15 seconds.</value>
    public static TimeSpan MaxWait { get; } = TimeSpan.FromSeconds(15);

    /// <summary>The pipeline; its waits follow this clock.</summary>
    /// <param name="waitFor">How long to wait before another attempt; null if another attempt is of no use.</param>
    public static ResiliencePipeline<TReply> Of<TReply>(TimeProvider time, Func<TReply, TimeSpan?> waitFor) =>
        new ResiliencePipelineBuilder<TReply> { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions<TReply>
                {
                    MaxRetryAttempts = MaxTries - 1,
                    UseJitter = false,
                    ShouldHandle = attempt =>
                        new(attempt.Outcome.Exception is null && IsWorthIt(waitFor(attempt.Outcome.Result!))),
                    DelayGenerator = attempt => new(waitFor(attempt.Outcome.Result!)),
                }
            )
            .Build();

    private static bool IsWorthIt(TimeSpan? wait) => wait <= MaxWait;
}
