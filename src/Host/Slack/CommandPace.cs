using System.Globalization;
using System.Threading.RateLimiting;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// How fast one person may give commands in Slack: 20 at once, and one more every 2 s. What is beyond that costs
/// nothing but the answer, so that nobody delays the commands of others.
/// </summary>
public sealed class CommandPace : IDisposable
{
    public const int Burst = 20;

    public static TimeSpan Pause { get; } = TimeSpan.FromSeconds(2);

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(person =>
        RateLimitPartition.GetTokenBucketLimiter(person, _ => Bucket())
    );

    /// <summary>What the person is answered; null if the command is within the limit.</summary>
    public string? Refusal(string userId)
    {
        using var lease = _limiter.AttemptAcquire(userId);
        if (lease.IsAcquired)
            return null;
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Pause;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"You gave more than {Burst} commands at once. Try again in {Math.Ceiling(wait.TotalSeconds)} s."
        );
    }

    public void Dispose() => _limiter.Dispose();

    private static TokenBucketRateLimiterOptions Bucket() =>
        new()
        {
            TokenLimit = Burst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = Pause,
            QueueLimit = 0,
        };
}
