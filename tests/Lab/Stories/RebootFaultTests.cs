using System.Globalization;
using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>What a host may do instead of coming back properly from a reboot, and what people then read.</summary>
public sealed class RebootFaultTests
{
    [Fact]
    public async Task A_host_that_refuses_the_reboot_is_reported_at_once_in_its_own_words()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook(Boot: "6s"));
        await scene.BreakAsync("ignored-reboot");
        await scene.UpgradeAsync();
        await scene.PausedAsync("never-went-down", "said: Call to Reboot failed: Access denied. Deal with that");
        Assert.Equal(BootBefore(scene), (await scene.Fleet.FactsAsync(ShortRunbook.First)).BootId);
    }

    [Fact]
    [Fault(21)]
    public async Task A_host_that_stays_off_is_reported_as_not_back()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook(Boot: "8s"));
        await scene.BreakAsync("no-boot");
        await scene.UpgradeAsync();
        await scene.StoppedInRebootAsync("not-back", "or power-cycle it");
        Assert.Contains(await scene.Fleet.EventsAsync(ShortRunbook.First), one => one.What == "stays off");
    }

    [Fact]
    [Fault(15)]
    public async Task A_slow_boot_is_waited_for()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook());
        await scene.BreakAsync("slow-boot", "6");
        await scene.UpgradeAsync();
        Assert.InRange(Seconds(await scene.SucceededAsync()), 7, 25);
    }

    [Fact]
    [Fault(16)]
    public async Task A_host_that_refuses_logins_while_it_boots_is_waited_for()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook());
        await scene.BreakAsync("nologin-boot", "5");
        await scene.UpgradeAsync();
        Assert.InRange(Seconds(await scene.SucceededAsync()), 6, 25);
    }

    [Fact]
    public async Task A_service_that_does_not_come_back_is_named_by_the_health_question()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook(Health: "6s"));
        await scene.BreakAsync("service-later", "nginx");
        await scene.UpgradeAsync();
        await scene.PausedAsync("unhealthy", "\"unit nginx is active\" does not hold");
        var now = await scene.Fleet.FactsAsync(ShortRunbook.First);
        Assert.Equal(("2.0", true), (now.Dummy, now.BootId != BootBefore(scene)));
    }

    /// <summary>The Lab cannot boot another kernel: RebootTests cover that on simulated hosts.</summary>
    [Fact]
    [Fault(17)]
    public async Task A_host_that_reboots_once_more_by_itself_is_flapping()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook(Soak: "6s"));
        await scene.BreakAsync("flap", "2");
        await scene.UpgradeAsync();
        await scene.PausedAsync("flapping", "booted more than once");
    }

    [Fact]
    [Fault(21)]
    public async Task A_host_that_dies_during_its_health_check_stays_out_and_the_next_one_is_not_started()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook(Health: "12s"));
        await scene.BreakAsync("service-later", "nginx");
        await scene.UpgradeAsync();
        await scene.AskedForHealthAsync();
        await scene.BreakAsync("power-cut");
        await scene.PausedAsync("unreachable", ShortRunbook.First);
        await scene.DecideAsync("resume", "1", "--reason", "perhaps it is healthy");
        Assert.Equal("Paused", (await scene.SettledAsync(TimeSpan.FromMinutes(1))).Status);
        await scene.AssertUntouchedAsync(ShortRunbook.Later);
    }

    [Theory]
    [InlineData("cat: /proc/sys/kernel/random/boot_id: Input/output error")]
    [InlineData(" ")]
    [Fault(15)]
    public async Task A_text_that_is_no_boot_ID_never_counts_as_a_new_one(string text)
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook(Boot: "15s"));
        await scene.BreakAsync("boot-id", text);
        await scene.UpgradeAsync();
        await scene.StoppedInRebootAsync("not-back", "gave no valid machine ID and boot ID");
    }

    private static string BootBefore(Scene scene) => scene.Before[ShortRunbook.First].BootId;

    private static int Seconds(Verdict verdict) =>
        int.Parse(
            $"{verdict.Evidence(ShortRunbook.First, ShortRunbook.Reboot)["seconds"]}",
            CultureInfo.InvariantCulture
        );
}
