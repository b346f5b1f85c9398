using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>An upgrade that fails, or breaks what it upgrades, and every choice after that.</summary>
public sealed class UpgradeChoiceTests
{
    private const string Check = "check health";

    [Fact]
    [Fault(23)]
    public async Task A_package_that_cannot_be_set_up_is_repaired_skipped_excluded_and_rolled_back()
    {
        await using var scene = await FourChoices.BeginAsync(new ShortRunbook());
        await scene.UpgradeAsync("--fails");
        await scene.EachChoiceAsync(
            host => scene.StoppedAtAsync(host, ShortRunbook.Upgrade, "exit-code", "exit code"),
            () =>
                scene.Fleet.SshAsync(
                    FourChoices.Repaired,
                    "sed -i s/exit.1/exit\\ 0/ /var/lib/dpkg/info/ol-dummy.postinst"
                )
        );
        FourChoices.AssertOneDecisionEach(await scene.GoneBackAsync([.. FourChoices.Hosts.Reverse()]));
        await AllAreBackAsync(scene);
    }

    [Fact]
    [Fault(19, 23)]
    public async Task A_full_disk_is_freed_skipped_excluded_and_rolled_back()
    {
        await using var scene = await FourChoices.BeginAsync(new ShortRunbook());
        await scene.BreakAllAsync("full-disk", "/usr/share/ol-dummy");
        await scene.UpgradeAsync();
        await scene.EachChoiceAsync(
            host => scene.StoppedAtAsync(host, ShortRunbook.Upgrade, "disk-full", "Make room there"),
            () => scene.Fleet.MendAsync(FourChoices.Repaired, "full-disk", "/usr/share/ol-dummy")
        );
        FourChoices.AssertOneDecisionEach(await scene.GoneBackAsync([.. FourChoices.Hosts.Reverse()]));
        await AllAreBackAsync(scene);
    }

    [Fact]
    [Fault(23)]
    public async Task A_package_whose_service_dies_at_the_next_boot_is_repaired_skipped_excluded_and_rolled_back()
    {
        await using var scene = await FourChoices.BeginAsync(new ShortRunbook(Health: "6s"));
        await scene.UpgradeAsync("--breaks", "nginx");
        await scene.EachChoiceAsync(
            host => DiedAsync(scene, host),
            () =>
                scene.Fleet.SshAsync(
                    FourChoices.Repaired,
                    "rm /etc/systemd/system/nginx.service.d/ol-dummy.conf; "
                        + "systemctl daemon-reload; systemctl restart nginx"
                )
        );
        FourChoices.AssertOneDecisionEach(await scene.GoneBackAsync([.. FourChoices.Hosts.Reverse()]));
        foreach (var host in FourChoices.Hosts)
            await scene.IsBackAsync(host, boots: 2);
    }

    /// <summary>
    /// A host that was left before its upgrade succeeded was never rebooted, nor was it in the rollback.
    /// </summary>
    private static async Task AllAreBackAsync(Scene scene)
    {
        foreach (var host in FourChoices.Hosts)
            await scene.IsBackAsync(host, boots: host is FourChoices.Repaired or FourChoices.Skipped ? 2 : 0);
    }

    private static async Task DiedAsync(Scene scene, string host)
    {
        await scene.StoppedAtAsync(host, Check, "unhealthy", "does not hold");
        var seen = await scene.Fleet.SshAsync(
            host,
            "systemctl is-active nginx || true; dpkg-query -W -f '${Version}' ol-dummy"
        );
        Assert.Equal("failed\n2.0", seen.Trim());
    }
}
