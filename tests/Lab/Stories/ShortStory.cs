using OlUpgrade.Lab.Fleet;
using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>
/// The frame of every fault test: two hosts, a fault on the first, one run of the short runbook, its verdict.
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
    /// The host takes so long to go down, and lets nobody go before: a unit of its own does not want to end.
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

    /// <summary>Publishes the new version, and has mek start the run.</summary>
    public static async Task UpgradeAsync(this Scene scene, params string[] package)
    {
        await scene.Fleet.PublishAsync("ol-dummy", "2.0", package);
        await scene.StartAsync("/upgrade start short");
    }

    /// <summary>
    /// The first host is up again and is asked for its health; cdrini agrees wherever somebody is asked.
    /// </summary>
    public static Task AskedForHealthAsync(this Scene scene) =>
        Eventually.Found(
            "the question for health",
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

    /// <summary>The run stands for this one reason, people are told so, and the later host was not touched.</summary>
    public static async Task<Verdict> PausedAsync(this Scene scene, string kind, string advice) =>
        await scene.PausedAsync(await scene.SettledAsync(Within), kind, advice);

    /// <summary>
    /// The reboot did not succeed, and people are asked. A host that goes down fast may take the connection with it
    /// before it could say that the reboot was begun: then nobody can tell, which is the right verdict too.
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
        await scene.Pages.SaidAsync("unknown whether it happened");
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

    /// <summary>The run ended well: each host was upgraded once and is on a new boot.</summary>
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
