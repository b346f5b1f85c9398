using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Yaml;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("5m", 300)]
    [InlineData("2h", 7200)]
    [InlineData("1h30m", 5400)]
    [InlineData("1d", 86400)]
    [InlineData("0s", 0)]
    [InlineData("1d2h3m4s", 93784)]
    public void Durations_are_read_with_their_units(string text, int seconds)
    {
        Assert.True(Durations.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("-5m")]
    [InlineData("5 m")]
    [InlineData("5M")]
    [InlineData("1.5h")]
    [InlineData("30m1h")]
    [InlineData("5m5m")]
    [InlineData("5m\n")]
    [InlineData("m")]
    [InlineData("٥m")]
    [InlineData("1234567890s")]
    public void Anything_else_is_not_a_duration(string text) => Assert.False(Durations.TryParse(text, out _));

    [Fact]
    public void A_huge_duration_does_not_overflow()
    {
        Assert.True(Durations.TryParse("999999999d", out var duration));
        Assert.Equal(TimeSpan.MaxValue, duration);
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "1ms")]
    [InlineData(1500, "1s500ms")]
    [InlineData(90_000, "1m30s")]
    [InlineData(5_400_000, "1h30m")]
    [InlineData(90_000_000, "1d1h")]
    [InlineData(-1500, "-1s500ms")]
    public void Durations_are_written_in_the_shortest_form(long milliseconds, string text) =>
        Assert.Equal(text, Durations.Format(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void A_written_duration_reads_back_as_the_same()
    {
        var chance = new Random(20260821);
        foreach (var _ in Enumerable.Range(0, 2000))
        {
            var duration = TimeSpan.FromMilliseconds(chance.NextInt64(1L << chance.Next(1, 45)));
            Assert.True(Durations.TryParse(Durations.Format(duration), out var back));
            Assert.Equal(duration, back);
        }
    }
}
