using OlUpgrade.Lab.Fleet;
using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>
/// The frame of the fault tests: two hosts, a fault on the first, one run of the short runbook, and its result.
/// </summary>
internal static class ShortStory
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(2);

    public static async Task<Scene> BeginAsync(ShortRunbook runbook, Func<string, string>? inventory = null)
    {
        var fleet = await LabFleet.UpAsync(runbook.Containers is not null, ShortRunbook.First, ShortRunbook.Later);
        return await Scene.BeginAsync(fleet, runbook.File, inventory);
    }

    public static Task BreakAsync(this Scene scene, params string[] fault) =>
        scene.Fleet.BreakAsync(ShortRunbook.First, fault);

    /// <summary>
    /// Delays the host's shutdown by this long, with the connections kept open, by a unit that is slow to stop.
    /// </summary>
    public static Task LingerAsync(this Scene scene, string host, int seconds) =>
        scene.Fleet.SshAsync(
            host,
            $"""
            cd /etc/systemd/system
            printf '[Unit]\nAfter=ssh.service\n[Service]\nType=oneshot\nRemainAfterExit=yes\n' >lab-linger.service
            printf 'ExecStart=/bin/true\nExecStop=/bin/sleep {seconds}\n' >>lab-linger.service
            mkdir -p session-.scope.d
            printf '[Unit]\nBefore=lab-linger.service\n' >session-.scope.d/lab-linger.conf
            systemctl daemon-reload && systemctl start lab-linger
            """
        );

    /// <summary>Publishes the new version, then mek starts the run.</summary>
    public static async Task UpgradeAsync(this Scene scene, params string[] package)
    {
        await scene.Fleet.PublishAsync("ol-dummy", "2.0", package);
        await scene.StartAsync("/upgrade start short");
    }

    /// <summary>
    /// Waits until the first host is up again and its health is checked; cdrini approves every question.
    /// </summary>
    public static Task AskedForHealthAsync(this Scene scene) =>
        Eventually.Found(
            "the health check",
            async () =>
            {
                await scene.Pages.AgreeAsync(SandboxPages.Drini);
                return
                    (await scene.Service.VerdictAsync()).Of("step-started", ShortRunbook.First, "check health").Count
                    > 0
                    ? "yes"
                    : null;
            },
            () => scene.Service.Log,
            Within
        );

    /// <summary>Asserts that the run paused for this one reason, says so, and did not touch the later host.</summary>
    public static async Task<Verdict> PausedAsync(this Scene scene, string kind, string advice) =>
        await scene.PausedAsync(await scene.SettledAsync(Within), kind, advice);

    /// <summary>
    /// Asserts that the reboot did not succeed and a person must decide. A host that goes down fast may cut the
    /// connection before it confirms the reboot: then the step is unknown, which is right too.
    /// </summary>
    public static async Task StoppedInRebootAsync(this Scene scene, string kind, string advice)
    {
        var verdict = await scene.SettledAsync(Within);
        Assert.Empty(verdict.Of("step-succeeded", ShortRunbook.First, ShortRunbook.Reboot));
        if (verdict.Status != "Unknown")
        {
            await scene.PausedAsync(verdict, kind, advice);
            return;
        }

        Assert.NotEmpty(verdict.Of("step-doubted", ShortRunbook.First, ShortRunbook.Reboot));
        await scene.Pages.SaidAsync("nobody can tell whether it happened");
        await scene.AssertUntouchedAsync(ShortRunbook.Later);
    }

    private static async Task<Verdict> PausedAsync(this Scene scene, Verdict verdict, string kind, string advice)
    {
        Assert.True(verdict.Status == "Paused", $"{verdict}");
        var (seen, sentence) = Assert.Single(verdict.Failures);
        Assert.Equal(kind, seen);
        Assert.True(sentence.Contains(advice, StringComparison.Ordinal), $"no \"{advice}\" in: {sentence}");
        Assert.Contains(sentence, verdict.Problems, StringComparison.Ordinal);
        await scene.Pages.SaidAsync(sentence);
        await scene.AssertUntouchedAsync(ShortRunbook.Later);
        return verdict;
    }

    /// <summary>Asserts that the run succeeded: each host was upgraded once and has rebooted.</summary>
    public static async Task<Verdict> SucceededAsync(this Scene scene)
    {
        var verdict = await scene.SettledAsync(Within);
        Assert.True(verdict.Status == "Succeeded", $"{verdict}");
        Assert.Empty(verdict.Failures);
        foreach (var host in scene.Fleet.Hosts)
        {
            var now = await scene.Fleet.FactsAsync(host);
            Assert.Equal("2.0", now.Dummy);
            Assert.NotEqual(scene.Before[host].BootId, now.BootId);
            Assert.Equal("begun", (await scene.Fleet.SshAsync(host, $"cat {ShortRunbook.Begun}")).Trim());
        }

        return verdict;
    }
}
