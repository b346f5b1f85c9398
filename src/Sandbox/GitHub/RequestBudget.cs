using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.GitHub;

/// <summary>How many requests are left in this hour. When none is left, GitHub answers 403 until the hour is over.
/// </summary>
internal sealed class RequestBudget(TimeProvider clock)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private DateTimeOffset _resetAt = DateTimeOffset.MinValue;
    private int _used;

    public int Limit { get; set; } = 5_000;

    /// <summary>The refusal when nothing is left; null after one more was spent.</summary>
    public EmulatedReply? Spend()
    {
        Turn();
        if (_used >= Limit)
            return Mark(GitHubAnswer.Problem(403, "API rate limit exceeded for user ID 1001."));

        _used++;
        return null;
    }

    /// <summary>A conditional request that changed nothing costs nothing.</summary>
    public void GiveBack() => _used--;

    public EmulatedReply Mark(EmulatedReply reply) => Mark(reply, Math.Max(0, Limit - _used));

    /// <summary>The primary limit without seconds, the secondary limit with them.</summary>
    public EmulatedReply Refusal(int? retryAfterSeconds)
    {
        Turn();
        return retryAfterSeconds is { } seconds
            ? Mark(GitHubAnswer.Problem(403, "You have exceeded a secondary rate limit. Please wait a few minutes."))
                .With("Retry-After", $"{seconds}")
            : Mark(GitHubAnswer.Problem(403, "API rate limit exceeded for user ID 1001."), remaining: 0);
    }

    public JsonObject ToJson()
    {
        Turn();
        return new JsonObject
        {
            ["resources"] = new JsonObject { ["core"] = Core() },
            ["rate"] = Core(),
        };
    }

    private JsonObject Core() =>
        new()
        {
            ["limit"] = Limit,
            ["used"] = _used,
            ["remaining"] = Math.Max(0, Limit - _used),
            ["reset"] = _resetAt.ToUnixTimeSeconds(),
        };

    private EmulatedReply Mark(EmulatedReply reply, int remaining) =>
        reply
            .With("x-ratelimit-limit", $"{Limit}")
            .With("x-ratelimit-remaining", $"{remaining}")
            .With("x-ratelimit-used", $"{Limit - remaining}")
            .With("x-ratelimit-reset", $"{_resetAt.ToUnixTimeSeconds()}")
            .With("x-ratelimit-resource", "core");

    private void Turn()
    {
        if (clock.GetUtcNow() < _resetAt)
            return;

        _resetAt = clock.GetUtcNow() + Hour;
        _used = 0;
    }
}
