using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>
/// What a run did, as seen on the hosts over OpenSSH, independently of the product.
/// </summary>
internal static class SeenByOpenSsh
{
    private const string Attempts = "/var/lib/olupgrade/attempts";

    /// <summary>Asserts that each host has the new package, ran its command once, and went down once.</summary>
    public static async Task UpgradedOnceAsync(this Scene scene)
    {
        foreach (var host in scene.Fleet.Hosts)
        {
            var now = await scene.Fleet.FactsAsync(host);
            Assert.Equal((host, "2.0"), (host, now.Dummy));
            Assert.NotEqual(scene.Before[host].BootId, now.BootId);
            Assert.Single(await scene.Fleet.EventsAsync(host), one => one.IsEnd);
            Assert.Equal("begun", (await scene.Fleet.SshAsync(host, $"cat {ShortRunbook.Begun}")).Trim());
            Assert.Equal(
                "1 1",
                (
                    await scene.Fleet.SshAsync(
                        host,
                        $"cd {Attempts}; echo $(ls | grep -c upgrade) $(ls | grep -c reboot)"
                    )
                ).Trim()
            );
        }
    }

    /// <summary>All attempts in a host's ledger, and its boot ID.</summary>
    public static Task<string> LedgerAsync(this Scene scene, string host) =>
        scene.Fleet.SshAsync(host, $"ls {Attempts}; cat {ShortRunbook.Begun} /proc/sys/kernel/random/boot_id");

    /// <summary>Waits until the new package is being set up on the host; cdrini approves every question.</summary>
    public static Task AtWorkAsync(this Scene scene, string host) =>
        Eventually.Found(
            $"the new package being set up on {host}",
            async () =>
            {
                await scene.Pages.AgreeAsync(SandboxPages.Drini);
                var output = await scene.Fleet.TryExecAsync(host, $"cat {Attempts}/*upgrade*/output");
                return output.Output.Contains("Setting up ol-dummy (2.0)", StringComparison.Ordinal) ? "yes" : null;
            },
            () => scene.Service.Log,
            TimeSpan.FromMinutes(2)
        );

    /// <summary>Waits until the host has started to reboot but is not down yet.</summary>
    public static Task GoingDownAsync(this Scene scene, string host) =>
        Eventually.Found(
            $"{host} going down",
            async () =>
            {
                await scene.Pages.AgreeAsync(SandboxPages.Drini);
                return (await scene.Fleet.TryExecAsync(host, "systemctl is-system-running")).Output.Trim() == "stopping"
                    ? "yes"
                    : null;
            },
            () => scene.Service.Log,
            TimeSpan.FromMinutes(1)
        );

    /// <summary>Waits until the host is down.</summary>
    public static Task DownAsync(this Scene scene, string host) =>
        Eventually.Found(
            $"{host} down",
            async () =>
            {
                await scene.Pages.AgreeAsync(SandboxPages.Drini);
                return (await scene.Fleet.EventsAsync(host)).Any(one => one.IsEnd) ? "yes" : null;
            },
            () => scene.Service.Log,
            TimeSpan.FromMinutes(2)
        );
}
