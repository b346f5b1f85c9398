using OlUpgrade.Upgrades;

namespace OlUpgrade.Spec.Upgrades;

/// <summary>How often a booting host is polled.</summary>
public sealed class HostPollingTests
{
    [Theory]
    [InlineData(0, 0.05)]
    [InlineData(1, 0.05)]
    [InlineData(4, 0.2)]
    [InlineData(20, 1)]
    [InlineData(40, 2)]
    [InlineData(600, 2)]
    public void A_look_comes_within_a_twentieth_of_the_time_so_far(double soFar, double next) =>
        Assert.Equal(TimeSpan.FromSeconds(next), HostPolling.Real.BootInterval(TimeSpan.FromSeconds(soFar)));
}
