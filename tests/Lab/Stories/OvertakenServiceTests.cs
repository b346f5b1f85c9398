using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>
/// A service that hung for a while, and another that works from a copy of its data: two workers on one run.
/// </summary>
public sealed class OvertakenServiceTests
{
    [Fact]
    [Fault(13)]
    public async Task A_service_that_wakes_after_another_finished_the_run_changes_nothing_and_reports_it()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook());
        await scene.UpgradeAsync("--slow", "5");
        await scene.AtWorkAsync(ShortRunbook.First);
        await scene.Service.SignalAsync("STOP");
        using var folder = new TempFolder();
        await using var other = await scene.CopyAsync(folder);
        await other.ServeAsync();
        await Eventually.Found(
            "the end of the run by the other service",
            async () => await other.StatusAsync() == "Succeeded" ? "yes" : null,
            () => other.Log,
            TimeSpan.FromMinutes(2)
        );
        await scene.UpgradedOnceAsync();
        var before = await LedgersAsync(scene);
        await scene.Service.SignalAsync("CONT");
        await StoppedOvertaken(scene);
        // Even if a person resumes the run, the hosts refuse.
        (await scene.Service.CliAsync("resume", "1")).Good();
        await StoppedOvertaken(scene);
        Assert.Equal(before, await LedgersAsync(scene));
        await scene.UpgradedOnceAsync();
    }

    private static async Task StoppedOvertaken(Scene scene)
    {
        var seen = "";
        await Eventually.Found(
            "a run that has stopped",
            async () => (seen = await scene.Service.StatusAsync()) is "Unknown" or "Paused" ? seen : null,
            () => $"{seen}\n{scene.Service.Log}",
            TimeSpan.FromMinutes(1)
        );
        var verdict = await scene.Service.VerdictAsync();
        Assert.Contains("obeys another service", verdict.Problems, StringComparison.Ordinal);
        Assert.Contains("Stop one of the two; to keep this one, adopt", verdict.Problems, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> LedgersAsync(Scene scene) =>
        await Task.WhenAll(scene.Fleet.Hosts.Select(scene.LedgerAsync));
}
