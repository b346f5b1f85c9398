using Polly;
using Polly.Retry;

namespace OlUpgrade.Wire;

/// <summary>
/// Repeats a read that a service could not answer just now: three tries in all. A service that asks for a longer wait
/// than <see cref="MaxDuration"/> is not waited for; its answer goes to the caller. Only for calls that change nothing.
/// </summary>
internal static class ReadRetry
{
    public const int Tries = 3;

    public static TimeSpan MaxDuration { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Three tries by this clock.</summary>
    /// <param name="waitFor">How long to wait before another try; null when another try is of no use.</param>
    public static ResiliencePipeline<TReply> Of<TReply>(TimeProvider time, Func<TReply, TimeSpan?> waitFor) =>
        new ResiliencePipelineBuilder<TReply> { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions<TReply>
                {
                    MaxRetryAttempts = Tries - 1,
                    UseJitter = false,
                    ShouldHandle = attempt =>
                        new(attempt.Outcome.Exception is null && IsWorthIt(waitFor(attempt.Outcome.Result!))),
                    DelayGenerator = attempt => new(waitFor(attempt.Outcome.Result!)),
                }
            )
            .Build();

    private static bool IsWorthIt(TimeSpan? wait) => wait <= MaxDuration;
}
