using OlUpgrade.Lab.Fleet;
using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>What a host may do instead of coming back from a reboot, and what people are told.</summary>
public sealed class RebootFaultTests
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_host_that_ignores_the_reboot_is_said_to_have_stayed_up()
    {
        await using var scene = await BeginAsync(new ShortRunbook(Boot: "6s"), "ignored-reboot");
        var verdict = await PausedAsync(scene, "never-went-down");
        Assert.Contains("systemctl list-jobs", verdict.Problems, StringComparison.Ordinal);
        Assert.Equal(scene.Before["ol-dev"].BootId, (await scene.Fleet.FactsAsync("ol-dev")).BootId);
    }

    private static async Task<Scene> BeginAsync(ShortRunbook runbook, params string[] fault)
    {
        var fleet = await LabFleet.UpAsync(hasDocker: false, "ol-dev", "ol-web1");
        var scene = await Scene.BeginAsync(fleet, runbook.File);
        await fleet.PublishAsync("ol-dummy", "2.0", "--reboot-required");
        await fleet.BreakAsync("ol-dev", fault);
        await scene.StartAsync("/upgrade start short");
        return scene;
    }

    /// <summary>The run stands for this one reason, people are told, and the next host was not touched.</summary>
    private static async Task<Verdict> PausedAsync(Scene scene, string kind)
    {
        var verdict = await scene.SettledAsync(Within);
        Assert.Equal(("Paused", kind), (verdict.Status, Assert.Single(verdict.Failures).Kind));
        await scene.Pages.SaidAsync(verdict.Failures[0].Sentence);
        await scene.AssertUntouchedAsync("ol-web1");
        return verdict;
    }
}
