using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.GitHub;

/// <summary>How many requests are left in this hour. When none are left, GitHub replies 403 until it is over.</summary>
internal sealed class RequestBudget(TimeProvider clock)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private DateTimeOffset _resetAt = DateTimeOffset.MinValue;
    private int _used;

    public int Limit { get; set; } = 5_000;

    /// <summary>Spends one request and returns null, or returns the refusal if none are left.</summary>
    public EmulatedReply? Spend()
    {
        Refresh();
        if (_used >= Limit)
            return Mark(GitHubAnswer.Problem(403, "API rate limit exceeded for user ID 1001."));

        _used++;
        return null;
    }

    /// <summary>Takes back a request: a conditional read that is answered 304 costs nothing.</summary>
    public void Refund() => _used--;

    public EmulatedReply Mark(EmulatedReply reply) => Mark(reply, Math.Max(0, Limit - _used));

    /// <summary>The refusal of the primary limit without seconds, or of the secondary limit with them.</summary>
    public EmulatedReply Refusal(int? retryAfterSeconds)
    {
        Refresh();
        return retryAfterSeconds is { } seconds
            ? Mark(GitHubAnswer.Problem(403, "You have exceeded a secondary rate limit. Please wait a few minutes."))
                .With("Retry-After", $"{seconds}")
            : Mark(GitHubAnswer.Problem(403, "API rate limit exceeded for user ID 1001."), remaining: 0);
    }

    public JsonObject ToJson()
    {
        Refresh();
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

    private void Refresh()
    {
        if (clock.GetUtcNow() < _resetAt)
            return;

        _resetAt = clock.GetUtcNow() + Hour;
        _used = 0;
    }
}
