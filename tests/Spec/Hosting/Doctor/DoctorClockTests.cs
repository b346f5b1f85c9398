using OlUpgrade.Hosting.Doctor;
using OlUpgrade.Wire;

namespace OlUpgrade.Spec.Hosting.Doctor;

/// <summary>Clocks may differ by 30 seconds, plus the uncertainty of the measurement.</summary>
public sealed class DoctorClockTests
{
    [Theory]
    [InlineData(-120, "this machine is 1", "s behind", "at most 30 s", "is 1", "s ahead of this machine's")]
    [InlineData(120, "this machine is 1", "s ahead of", "at most 30 s", "is 1", "s behind this machine's")]
    public async Task A_wrong_clock_here_shows_beside_services_and_hosts(int seconds, params string[] pieces)
    {
        await using var scene = await DoctorScene.StartAsync();
        Assert.NotEmpty(scene.Fleet.Hosts);
        scene.Clock = new ShiftedTime(TimeSpan.FromSeconds(seconds));
        var seen = await scene.Look();
        Assert.Equal(4, seen.Wrong.Count);
        foreach (var line in seen.Wrong.Where(line => line.StartsWith("clock: ", StringComparison.Ordinal)))
            Assert.All(pieces[..3], piece => Assert.Contains(piece, line, StringComparison.Ordinal));
        foreach (var line in seen.Wrong.Where(line => line.StartsWith("ol-", StringComparison.Ordinal)))
            Assert.All(pieces[3..], piece => Assert.Contains(piece, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_clock_that_is_a_little_off_is_right()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Clock = new ShiftedTime(TimeSpan.FromSeconds(20));
        var seen = await scene.Look();
        Assert.Empty(seen.Wrong);
        seen.IsOk("clock", "agree within").IsOk("ol-a", "agrees with this machine's within");
    }

    [Theory]
    [InlineData(30, 0, Verdict.Ok)]
    [InlineData(31, 0, Verdict.Wrong)]
    [InlineData(31, 4, Verdict.Ok)]
    [InlineData(-31, 0, Verdict.Wrong)]
    [InlineData(-34, 4, Verdict.Ok)]
    public void What_the_asking_blurs_is_forgiven(int ahead, int blur, Verdict verdict)
    {
        var clock = new ServiceClock(TimeSpan.FromSeconds(ahead), TimeSpan.FromSeconds(blur));
        Assert.Equal(verdict, ClockFindings.OfService("GitHub", clock).Verdict);
        Assert.Equal(verdict, ClockFindings.OfHost("ol-a", clock).Verdict);
    }

    [Fact]
    public void A_date_is_taken_to_be_of_the_middle_of_the_asking()
    {
        var asked = new DateTimeOffset(2026, 10, 5, 9, 0, 0, TimeSpan.Zero);
        var clock = ServiceClock.Of(asked.AddSeconds(12), asked, TimeSpan.FromSeconds(4));
        Assert.Equal((TimeSpan.FromSeconds(10.5), TimeSpan.FromSeconds(2.5)), (clock.Ahead, clock.Blur));
    }
}
