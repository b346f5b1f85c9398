using OlUpgrade.Hosting.Decisions;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Decisions;

/// <summary>How often a person may do something.</summary>
public sealed class RateLimitTests
{
    private readonly MovableTime _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void What_was_used_comes_back_evenly()
    {
        var limit = new RateLimit(6, TimeSpan.FromMinutes(1), _time);
        for (var number = 0; number < 6; number++)
            Assert.Null(limit.Take("mek"));
        Assert.Equal(TimeSpan.FromSeconds(10), limit.Take("mek"));
        Assert.Null(limit.Take("jim"));
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(1, limit.Take("mek")!.Value.TotalSeconds, 6);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(limit.Take("mek"));
        Assert.NotNull(limit.Take("mek"));
    }

    [Fact]
    public void Time_without_use_allows_no_more_than_the_limit_at_once()
    {
        var limit = new RateLimit(2, TimeSpan.FromMinutes(1), _time);
        Assert.Null(limit.Take("mek"));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Null(limit.Take("mek"));
        Assert.Null(limit.Take("mek"));
        Assert.NotNull(limit.Take("mek"));
    }
}
