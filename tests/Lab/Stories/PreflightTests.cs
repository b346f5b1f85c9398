using OlUpgrade.Lab.Fleet;
using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>
/// What blocks an upgrade on a real host stops the run before anything is changed, and the run says what to do.
/// </summary>
public sealed class PreflightTests
{
    private const string Host = "ol-web1";
    private const string Peer = "ol-web2";
    private const string Start = "/upgrade start security-patches packages=ol-dummy --hosts " + Host;

    [Fact]
    public async Task A_cron_a_prune_a_patch_and_a_missing_unit_are_all_named_at_once()
    {
        await using var scene = await BeginAsync(hasDocker: false);
        await scene.Fleet.BreakAsync(Host, "cron", "oldump.sh", "300");
        await scene.Fleet.BreakAsync(Host, "prune", "300");
        await scene.Fleet.BreakAsync(Host, "local-changes");
        await scene.Fleet.BreakAsync(Host, "unit-off", "apparmor");
        var sentence = await StoppedAsync(scene);
        Assert.Contains("oldump.sh", sentence, StringComparison.Ordinal);
        Assert.Contains("docker builder prune", sentence, StringComparison.Ordinal);
        Assert.Contains("wait until it has ended", sentence, StringComparison.Ordinal);
        Assert.Contains("the checkout /opt/openlibrary has no uncommitted change", sentence, StringComparison.Ordinal);
        Assert.Contains("`systemctl status apparmor`", sentence, StringComparison.Ordinal);
        await scene.Pages.SaidAsync($"`/upgrade override 1 {Host} …`");
    }

    [Fact]
    public async Task An_unhealthy_peer_is_repaired_first_and_then_the_run_continues()
    {
        await using var scene = await BeginAsync(hasDocker: false);
        await scene.Fleet.BreakAsync(Peer, "service", "nginx");
        var sentence = await StoppedAsync(scene);
        Assert.Contains($"{Peer} has the same role and is unhealthy", sentence, StringComparison.Ordinal);
        await scene.Fleet.MendAsync(Peer, "service", "nginx");
        (await scene.Service.CliAsync("resume", "1", "--reason", "it is back")).Good();
        await UpgradedAsync(scene);
    }

    [Fact]
    public async Task Only_an_approver_can_override_a_patch_and_must_give_a_reason()
    {
        await using var scene = await BeginAsync(hasDocker: false);
        await scene.Fleet.BreakAsync(Host, "local-changes");
        await StoppedAsync(scene);
        var own = await scene.Service.CliAsync("override", "1", "--host", Host, "--reason", "it is mine");
        Assert.Equal(1, own.Code);
        Assert.Contains("mek started this run", own.Output + own.Error, StringComparison.Ordinal);
        (
            await scene.Service.CliOfDriniAsync("override", "1", "--host", Host, "--reason", "the patch is merged")
        ).Good();
        await scene.Pages.SaidAsync("cdrini overrode the preflight (the patch is merged)");
        // Asked again right before the host's turn: a word is for one question alone.
        await scene.Pages.AgreeAsync(SandboxPages.Drini);
        Assert.Equal("Paused", (await scene.SettledAsync(TimeSpan.FromMinutes(1))).Status);
        (await scene.Service.CliOfDriniAsync("override", "1", "--host", Host, "--reason", "still merged")).Good();
        await UpgradedAsync(scene);
    }

    [Fact]
    public async Task What_ran_before_is_kept_on_the_host_and_what_cannot_be_is_named_in_the_plan()
    {
        await using var scene = await BeginAsync(hasDocker: true);
        await scene.Fleet.PublishAsync("ol-lost", "1.0");
        await scene.Fleet.SshAsync(Host, "apt-get -qq update && apt-get -qq -y install ol-lost");
        await scene.Fleet.WithdrawAsync("ol-lost", "1.0");
        await scene.Fleet.PublishAsync("ol-lost", "2.0");
        await scene.Fleet.PublishAsync("ol-dummy", "2.0");
        await scene.Fleet.SshAsync(Host, "rm -f /var/cache/apt/archives/*.deb; apt-get -qq update");
        await scene.StartAsync($"/upgrade start security-patches --hosts {Host}");
        await scene.Pages.SaidAsync("ol-lost 1.0 2.0 can't be rolled back");
        var verdict = await scene.SettledAsync(TimeSpan.FromMinutes(3));
        Assert.True(verdict.Status == "Succeeded", $"{verdict}");
        var kept = await scene.Fleet.SshAsync(
            Host,
            "ls /var/backups/olupgrade/1/debs; docker image ls --format "
                + "'{{.Repository}}:{{.Tag}} {{.ID}}'; docker ps --format '{{.Names}} {{.Image}}'"
        );
        Assert.Contains("ol-dummy_1.0_all.deb", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("ol-lost_1.0", kept, StringComparison.Ordinal);
        Assert.Contains("openlibrary/olbase:rollback-1", kept, StringComparison.Ordinal);
        var body = $"{Assert.Single(await scene.Pages.IssuesAsync())["body"]}";
        Assert.Contains("ol-dummy 1.0 to 2.0", body, StringComparison.Ordinal);
        Assert.Contains("can't be rolled back: package ol-lost=1.0", body, StringComparison.Ordinal);
        await TheUndoWorks(scene);
    }

    /// <summary>Runs the runbook's own undo by hand: the kept package is installed again.</summary>
    private static async Task TheUndoWorks(Scene scene)
    {
        await scene.Fleet.SshAsync(
            Host,
            "DEBIAN_FRONTEND=noninteractive apt-get -qq -y install "
                + "--allow-downgrades /var/backups/olupgrade/packages/debs/*.deb"
        );
        Assert.Equal("1.0", (await scene.Fleet.FactsAsync(Host)).Dummy);
    }

    private static async Task<Scene> BeginAsync(bool hasDocker) =>
        await Scene.BeginAsync(await LabFleet.UpAsync(hasDocker, Host, Peer), OperatorsRunbook.SecurityPatches());

    private static async Task<string> StoppedAsync(Scene scene)
    {
        await scene.Fleet.PublishAsync("ol-dummy", "2.0");
        await scene.StartAsync(Start);
        var verdict = await scene.SettledAsync(TimeSpan.FromMinutes(1));
        Assert.True(verdict.Status == "Paused", $"{verdict}");
        var (kind, sentence) = Assert.Single(verdict.Failures);
        Assert.Equal("not-ready", kind);
        await scene.AssertUntouchedAsync(Host);
        return sentence;
    }

    private static async Task UpgradedAsync(Scene scene)
    {
        var verdict = await scene.SettledAsync(TimeSpan.FromMinutes(3));
        Assert.True(verdict.Status == "Succeeded", $"{verdict}");
        Assert.Equal("2.0", (await scene.Fleet.FactsAsync(Host)).Dummy);
        await scene.AssertUntouchedAsync(Peer);
    }
}
