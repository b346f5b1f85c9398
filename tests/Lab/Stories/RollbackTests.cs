using OlUpgrade.Lab.Fleet;
using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>
/// A rollback on real hosts. The product's claims are checked over OpenSSH: the package, the reboot, and that nothing
/// happened on a host that was never started.
/// </summary>
public sealed class RollbackTests
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(3);

    [Fact]
    [Fault(24)]
    public async Task A_finished_run_is_rolled_back_newest_host_first_even_if_the_service_is_killed_on_the_way()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook(GoesBack: true));
        await scene.UpgradeAsync();
        await scene.SucceededAsync();
        var upgraded = await FactsAsync(scene);
        await DecideAsync(scene, "rollback", "all", "1", "--reason", "slow since then");
        await Eventually.True("the undo on the later host", async () =>
            (await scene.Service.VerdictAsync())
                .Of("step-started", ShortRunbook.Later, $"undo: {ShortRunbook.Upgrade}")
                .Count == 1
        );
        await scene.Service.KillAsync();
        await scene.Service.ServeAsync();
        var verdict = await scene.SettledAsync(Within);
        Assert.True(verdict.Status == "RolledBack", $"{verdict}");
        Assert.Equal([ShortRunbook.Later, ShortRunbook.First], Hosts(verdict, "host-rolled-back"));
        Assert.Empty(verdict.Of("host-mixed"));
        foreach (var host in scene.Fleet.Hosts)
        {
            var now = await scene.Fleet.FactsAsync(host);
            Assert.Equal("1.0", now.Dummy);
            Assert.NotEqual(upgraded[host].BootId, now.BootId);
            Assert.Single(verdict.Of("step-started", host, $"undo: {ShortRunbook.Upgrade}"));
        }

        await scene.Pages.SaidAsync("Rolled back and verified: ol-web1, ol-dev.");
    }

    [Fact]
    public async Task A_package_that_fails_half_way_is_rolled_back_and_the_next_host_is_never_started()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook(GoesBack: true));
        await scene.UpgradeAsync("--fails");
        await scene.PausedAsync("exit-code", "exit code");
        await scene.Pages.SaidAsync("`/upgrade rollback 1 all`: roll back ol-dev");
        await DecideAsync(scene, "rollback", "ol-dev", "1", "--reason", "the package is broken");
        var verdict = await scene.SettledAsync(Within);
        Assert.True(verdict.Status == "RolledBack", $"{verdict}");
        Assert.Equal([ShortRunbook.First], Hosts(verdict, "host-rolled-back"));
        Assert.Equal("1.0", (await scene.Fleet.FactsAsync(ShortRunbook.First)).Dummy);
        Assert.Equal("", (await scene.Fleet.SshAsync(ShortRunbook.First, "sudo dpkg --audit")).Trim());
        await scene.AssertUntouchedAsync(ShortRunbook.Later);
    }

    [Fact]
    [Fault(23)]
    public async Task A_failed_step_is_skipped_on_its_own_host_only_and_a_host_can_be_excluded()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook());
        await scene.BreakAsync("full-disk", "/usr/share/ol-dummy");
        await scene.UpgradeAsync();
        await scene.PausedAsync("disk-full", "Make room there");
        await DecideAsync(scene, "skip", "1", "--reason", "we will look at its disk tomorrow");
        await DecideAsync(scene, "exclude", "1", "--host", ShortRunbook.Later, "--reason", "not tonight");
        var verdict = await scene.SettledAsync(Within);
        Assert.True(verdict.Status == "Succeeded", $"{verdict}");
        Assert.Equal("1.0", (await scene.Fleet.FactsAsync(ShortRunbook.First)).Dummy);
        Assert.NotEqual(
            scene.Before[ShortRunbook.First].BootId,
            (await scene.Fleet.FactsAsync(ShortRunbook.First)).BootId
        );
        await scene.AssertUntouchedAsync(ShortRunbook.Later);
        await scene.Pages.SaidAsync($"Excluded: {ShortRunbook.Later}.");
    }

    private static async Task DecideAsync(Scene scene, params string[] arguments) =>
        (await scene.Service.CliAsync(arguments)).Good();

    private static async Task<Dictionary<string, HostFacts>> FactsAsync(Scene scene)
    {
        var facts = new Dictionary<string, HostFacts>();
        foreach (var host in scene.Fleet.Hosts)
            facts[host] = await scene.Fleet.FactsAsync(host);
        return facts;
    }

    private static IEnumerable<string> Hosts(Verdict verdict, string happened) =>
        verdict.Of(happened).Select(entry => $"{entry["payload"]!["host"]}");
}
