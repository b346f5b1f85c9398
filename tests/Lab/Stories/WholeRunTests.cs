using OlUpgrade.Lab.Fleet;
using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>The operators' own runbook on eight hosts that really reboot.</summary>
public sealed class WholeRunTests
{
    private const string Start = "/upgrade start security-patches packages=ol-dummy";

    [Fact]
    public async Task Eight_hosts_are_upgraded_and_rebooted_in_order_and_never_two_are_down_at_once()
    {
        await using var scene = await Scene.BeginAsync(await LabFleet.WholeAsync(), OperatorsRunbook.SecurityPatches());
        await scene.Fleet.PublishAsync("ol-dummy", "2.0", "--reboot-required");
        var running = await RunningCommit(scene);
        await scene.Pages.PushAsync(running);
        await scene.StartAsync(Start);
        await scene.Pages.SaidAsync("to THIS message");
        await scene.Pages.AgreeAsync(SandboxPages.Mek);
        await NothingWasDoneYet(scene);
        await scene.Pages.CommentAsync("cdrini", "the fans of ol-home are loud");
        await scene.Pages.CommentAsync("visitor", "first!");
        var verdict = await scene.SettledAsync(TimeSpan.FromMinutes(10));
        Assert.True(verdict.Status == "Succeeded", $"{verdict}");
        Assert.Empty(verdict.Failures);
        var (after, away) = await SeenByOpenSsh(scene);
        Assert.All(LabFleet.AllHosts, host => IsUpgradedAndRebooted(scene.Before[host], after[host]));
        TheRollbackBranchCameFirst(verdict, after.Values);
        OneAfterAnother(away);
        await TheIssueIsClosed(scene);
        await TheRollbackBranchIsAtTheOldCommit(scene, running);
        await TheIssueIsComplete(scene, after, running);
        AnotherPersonApproved(verdict);
        Assert.Equal("the fans of ol-home are loud", $"{Assert.Single(verdict.Of("note-added"))["payload"]!["text"]}");
    }

    /// <summary>
    /// cdrini approved the plan and each of the four stages that ask; the requester's own approval did not count.
    /// </summary>
    private static void AnotherPersonApproved(Verdict verdict)
    {
        Assert.Equal(5, verdict.Of("approval-given").Count);
        Assert.All(verdict.Of("approval-given"), one => Assert.Equal("cdrini", $"{one["payload"]!["by"]!["name"]}"));
        Assert.NotEmpty(verdict.Of("signal-ignored"));
    }

    /// <summary>
    /// The plan is posted and the issue is open; before the approval no host is touched and no branch created.
    /// </summary>
    private static async Task NothingWasDoneYet(Scene scene)
    {
        Assert.Equal("open", (string?)Assert.Single(await scene.Pages.IssuesAsync())["state"]);
        Assert.DoesNotContain(await scene.Pages.BranchesAsync(), name =>
            name.Contains("rollback", StringComparison.Ordinal)
        );
        foreach (var host in LabFleet.AllHosts)
        {
            Assert.Equal("1.0", scene.Before[host].Dummy);
            await scene.AssertUntouchedAsync(host);
        }
    }

    /// <summary>
    /// The hosts as OpenSSH sees them, and how long each was away: from its shutdown until its last unit had started.
    /// </summary>
    private static async Task<(Dictionary<string, HostFacts> After, IReadOnlyList<Absence> Away)> SeenByOpenSsh(
        Scene scene
    )
    {
        var after = new Dictionary<string, HostFacts>();
        var away = new List<Absence>();
        foreach (var host in LabFleet.AllHosts)
        {
            after[host] = await scene.Fleet.FactsAsync(host);
            var end = Assert.Single(await scene.Fleet.EventsAsync(host), one => one.IsEnd);
            away.Add(new Absence(host, end.At, after[host].BootedAt!.Value));
        }

        return (after, away);
    }

    private static void IsUpgradedAndRebooted(HostFacts before, HostFacts after)
    {
        Assert.Equal("2.0", after.Dummy);
        Assert.NotEqual(before.BootId, after.BootId);
        Assert.False(after.NeedsReboot);
        Assert.NotEmpty(before.Containers);
        Assert.Equal(before.Containers, after.Containers);
    }

    private static void TheRollbackBranchCameFirst(Verdict verdict, IEnumerable<HostFacts> after)
    {
        var branch = verdict.At("step-succeeded", "-", "create rollback branch");
        Assert.True(verdict.At("step-succeeded", "-", "open issue") < branch);
        // The ledger's time is in whole seconds.
        Assert.All(after, host => Assert.True(host.TakenAt >= branch.AddSeconds(-1)));
    }

    /// <summary>The commit that the hosts run, as OpenSSH finds it.</summary>
    private static async Task<string> RunningCommit(Scene scene) =>
        (
            await scene.Fleet.SshAsync(
                "ol-web1",
                "git -c safe.directory=/opt/openlibrary -C /opt/openlibrary rev-parse HEAD"
            )
        ).Trim();

    /// <summary>The branch is at the commit that ran, and not at the tag, which is elsewhere.</summary>
    private static async Task TheRollbackBranchIsAtTheOldCommit(Scene scene, string running)
    {
        var refs = await scene.Pages.RefsAsync();
        Assert.Equal(
            running,
            Assert.Single(refs, one => one.Key.StartsWith("refs/heads/rollback-", StringComparison.Ordinal)).Value
        );
        Assert.NotEqual(running, refs["refs/tags/production"]);
    }

    /// <summary>The issue shows the same figures as OpenSSH, and its last comment is the report.</summary>
    private static async Task TheIssueIsComplete(Scene scene, Dictionary<string, HostFacts> after, string running)
    {
        var issue = Assert.Single(await scene.Pages.IssuesAsync());
        var body = $"{issue["body"]}";
        var report = $"{issue["conversation"]!.AsArray()[^1]!["body"]}";
        Assert.Contains($"at {running}, which runs on ol-dev, ol-web1, ol-web2", body, StringComparison.Ordinal);
        Assert.StartsWith("# Run 1: ", report, StringComparison.Ordinal);
        Assert.All(LabFleet.AllHosts, host =>
        {
            var reboot = $"boot ID {scene.Before[host].BootId} to {after[host].BootId}";
            Assert.Contains(reboot, body, StringComparison.Ordinal);
            Assert.Contains(reboot, report, StringComparison.Ordinal);
            Assert.Matches($@"- \[x\] {host} \(.*, rebooted, 1 package changed, .*healthy by [0-9]+ questions", body);
            Assert.Contains($"<summary>{host}: before and after</summary>", body, StringComparison.Ordinal);
        });
        Assert.Contains("- ol-dummy 1.0 to 2.0", body, StringComparison.Ordinal);
        Assert.Contains("Approved: the plan, by cdrini", report, StringComparison.Ordinal);
        Assert.Contains("cdrini (github): the fans of ol-home are loud", report, StringComparison.Ordinal);
        Assert.Matches("the last with the hash [0-9a-f]{64}\n", report);
    }

    private static void OneAfterAnother(IReadOnlyList<Absence> away)
    {
        Assert.Equal(LabFleet.AllHosts, away.OrderBy(absence => absence.From).Select(absence => absence.Host));
        Assert.All(away.Zip(away.Skip(1)), pair =>
            Assert.True(
                pair.First.Until < pair.Second.From,
                $"{pair.First.Host} was still away when {pair.Second.Host} went down"
            )
        );
    }

    private static async Task TheIssueIsClosed(Scene scene)
    {
        await Eventually.True("a closed issue", async () =>
            $"{(await scene.Pages.IssuesAsync())[0]["state"]}" == "closed"
        );
        var body = $"{Assert.Single(await scene.Pages.IssuesAsync())["body"]}";
        Assert.All(LabFleet.AllHosts, host => Assert.Contains($"- [x] {host}", body, StringComparison.Ordinal));
        Assert.DoesNotContain("- [ ]", body, StringComparison.Ordinal);
        Assert.Contains(await scene.Pages.BranchesAsync(), name => name.Contains("rollback", StringComparison.Ordinal));
    }

    /// <summary>The time during which a host was not available.</summary>
    private sealed record Absence(string Host, DateTimeOffset From, DateTimeOffset Until);
}
