using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>
/// A person stops a long command in the middle. The run reports it as stopped only when it has ended on the host, as
/// OpenSSH sees it, and the host is rolled back.
/// </summary>
public sealed class CancelledCommandTests
{
    private const string Long = "20";

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Aborted_with_stop_it_has_ended_on_the_host_and_the_run_can_be_rolled_back()
    {
        await using var scene = await InTheMiddleAsync(new ShortRunbook(GoesBack: true));
        await scene.DecideAsync("abort", "1", "--stop", "--reason", "the wrong evening");
        Assert.Equal("Aborted", (await scene.SettledAsync(Within)).Status);
        await Eventually.True("the report that it was stopped", async () => await StoppedAsync(scene));
        await HasEndedAsync(scene);
        Assert.Equal("2.0", (await scene.Fleet.FactsAsync(ShortRunbook.First)).Dummy);
        await scene.DecideAsync("rollback", "1", "all", "--reason", "it is only half upgraded");
        await IsBackAsync(scene);
    }

    [Fact]
    public async Task A_rollback_that_does_not_wait_for_it_stops_it_first()
    {
        await using var scene = await InTheMiddleAsync(new ShortRunbook(GoesBack: true, WayBack: "in-hand: stopped"));
        await scene.DecideAsync("rollback", "1", "all", "--reason", "the wrong evening");
        await scene.Pages.SaidAsync("Running commands are stopped first.");
        await Eventually.True("the way back", async () =>
            (await scene.Service.VerdictAsync()).Of("rollback-planned").Count == 1
        );
        Assert.True(await StoppedAsync(scene));
        await IsBackAsync(scene);
    }

    private static async Task<Scene> InTheMiddleAsync(ShortRunbook runbook)
    {
        var scene = await ShortStory.BeginAsync(runbook);
        await scene.UpgradeAsync("--slow", Long);
        await scene.AtWorkAsync(ShortRunbook.First);
        Assert.NotEqual("", await ProcessesAsync(scene));
        return scene;
    }

    private static async Task<bool> StoppedAsync(Scene scene) =>
        (await scene.Service.VerdictAsync())
            .Of("step-failed", ShortRunbook.First, ShortRunbook.Upgrade)
            .Any(one => $"{one["payload"]!["failure"]!["kind"]}" == "cancelled");

    /// <summary>Neither apt nor a child process still runs, and dpkg has a half-configured package.</summary>
    private static async Task HasEndedAsync(Scene scene)
    {
        Assert.Equal("", await ProcessesAsync(scene));
        Assert.NotEqual("", (await scene.Fleet.SshAsync(ShortRunbook.First, "dpkg --audit")).Trim());
    }

    private static async Task<string> ProcessesAsync(Scene scene) =>
        (
            await scene.Fleet.SshAsync(
                ShortRunbook.First,
                $"pgrep -ax 'apt-get|dpkg|ol-dummy.postin'; pgrep -afx 'sleep {Long}'; true"
            )
        ).Trim();

    private static async Task IsBackAsync(Scene scene)
    {
        await scene.GoneBackAsync([ShortRunbook.First]);
        await scene.IsBackAsync(ShortRunbook.First, boots: 0);
        Assert.Equal("", await ProcessesAsync(scene));
        await scene.AssertUntouchedAsync(ShortRunbook.Later);
    }
}
