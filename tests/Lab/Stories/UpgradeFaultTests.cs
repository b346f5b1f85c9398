using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>What may go wrong while packages are upgraded, and what people then read.</summary>
public sealed class UpgradeFaultTests
{
    [Fact]
    [Fault(12)]
    public async Task A_connection_that_is_lost_in_the_middle_changes_nothing_for_the_upgrade()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook());
        await scene.UpgradeAsync("--slow", "8");
        await StartedAsync(scene);
        await scene.BreakAsync("network-cut");
        await scene.Fleet.ExecAsync(ShortRunbook.First, "pkill -9 -f '^sshd: openlibrary'");
        await Eventually.True("the upgrade's end on the host", () => EndedAsync(scene));
        await scene.Fleet.MendAsync(ShortRunbook.First, "network-cut");
        AssertCompleteOutput(await scene.SucceededAsync());
    }

    [Fact]
    [Fault(12)]
    public async Task An_upgrade_that_restarts_sshd_runs_once_to_its_end_and_can_be_rolled_back()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook(GoesBack: true));
        await scene.UpgradeAsync("--restarts-sshd");
        AssertCompleteOutput(await scene.SucceededAsync());
        await scene.DecideAsync("rollback", "1", "all", "--reason", "slow since then");
        await scene.GoneBackAsync([ShortRunbook.Later, ShortRunbook.First]);
        foreach (var host in scene.Fleet.Hosts)
            await scene.IsBackAsync(host, boots: 2);
    }

    [Fact]
    [Fault(11)]
    public async Task A_service_that_is_killed_in_the_middle_finds_the_upgrade_again()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook());
        await scene.UpgradeAsync("--slow", "4");
        await StartedAsync(scene);
        await scene.Service.KillAsync();
        await scene.Service.ServeAsync();
        var verdict = await scene.SucceededAsync();
        AssertCompleteOutput(verdict);
        Assert.Equal(2, verdict.Of("run-taken-over").Count);
    }

    [Fact]
    [Fault(19)]
    public async Task A_lock_of_dpkg_that_lasts_is_named_with_its_holder()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook());
        await scene.BreakAsync("dpkg-lock", "120");
        await scene.UpgradeAsync();
        await scene.PausedAsync("packages-locked", "Do not delete the lock file");
        await scene.Pages.SaidAsync("Could not get lock /var/lib/dpkg/lock-frontend. It is held by process");
        Assert.Equal("1.0", (await scene.Fleet.FactsAsync(ShortRunbook.First)).Dummy);
    }

    [Fact]
    [Fault(19)]
    public async Task A_lock_of_dpkg_that_passes_is_waited_for()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook(Patience: 60));
        await scene.BreakAsync("dpkg-lock", "6");
        await scene.UpgradeAsync();
        await scene.SucceededAsync();
    }

    [Fact]
    [Fault(19)]
    public async Task A_full_disk_under_the_ledger_is_named_and_nothing_is_started()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook());
        await scene.BreakAsync("full-disk");
        await scene.UpgradeAsync();
        await scene.PausedAsync("disk-full", "full");
        await NothingStartedAsync(scene);
    }

    [Fact]
    [Fault(19)]
    public async Task A_full_disk_under_the_packages_is_shown_with_apts_own_message()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook());
        await scene.BreakAsync("full-disk", "/usr/share/ol-dummy");
        await scene.UpgradeAsync();
        await scene.PausedAsync("disk-full", "Make room there");
        await scene.Pages.SaidAsync("No space left on device");
    }

    private static Task StartedAsync(Scene scene) =>
        Eventually.Found(
            "the new package being set up",
            async () =>
            {
                await scene.Pages.AgreeAsync(SandboxPages.Drini);
                return scene.Service.Log.Contains("Setting up ol-dummy (2.0)", StringComparison.Ordinal) ? "yes" : null;
            },
            () => scene.Service.Log
        );

    private static async Task<bool> EndedAsync(Scene scene) =>
        (
            await scene.Fleet.ExecAsync(
                ShortRunbook.First,
                "cat /var/lib/olupgrade/attempts/*upgrade*/exit-code 2>/dev/null || true"
            )
        ).Trim() == "0";

    private static async Task NothingStartedAsync(Scene scene) =>
        Assert.Equal(
            "no",
            (await scene.Fleet.SshAsync(ShortRunbook.First, $"test -e {ShortRunbook.Begun} || echo no")).Trim()
        );

    private static void AssertCompleteOutput(Verdict verdict)
    {
        var evidence = verdict.Evidence(ShortRunbook.First, ShortRunbook.Upgrade);
        Assert.Equal("0", $"{evidence["exit-code"]}");
        Assert.Contains("Setting up ol-dummy (2.0)", $"{evidence["output"]}", StringComparison.Ordinal);
        Assert.EndsWith("the upgrade is over", $"{evidence["output"]}".TrimEnd(), StringComparison.Ordinal);
        Assert.Single(verdict.Of("step-started", ShortRunbook.First, ShortRunbook.Upgrade));
    }
}
