using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Upgrades;

/// <summary>What the ledger knows for certain needs no second witness.</summary>
public sealed class NeverBeganTests
{
    [Theory]
    [InlineData("exit 2")]
    [InlineData("exit 1")]
    [Finding("H40")]
    public async Task An_attempt_that_never_began_begins_again_without_the_authors_probe(string probe)
    {
        var scene = SceneOf($"echo asked >> /asked; {probe}").AtStart(HostFaultKind.StartLost);
        var step = await scene.DriveAsync();
        Assert.Equal((StepPhase.Succeeded, 2), (step.Phase, step.Attempt));
        Assert.Equal(0, scene.Began(1));
        Assert.Equal(1, scene.Began(2));
        Assert.False(scene.Simulated.Files.ContainsKey("/asked"));
    }

    [Fact]
    [Finding("H40")]
    public async Task An_attempt_that_failed_is_still_followed_by_the_authors_probe()
    {
        var scene = new HostScene(HostScene.StepOf(Work("exit 2"), retry: new(2, TimeSpan.Zero))).AtStart(
            HostFaultKind.ExitCode
        );
        var step = await scene.DriveAsync();
        Assert.Equal((StepPhase.Failed, 2), (step.Phase, step.Attempt));
        Assert.Equal(0, scene.Effects(EffectKind.FileWritten));
    }

    private static HostScene SceneOf(string probe) => new(HostScene.StepOf(Work(probe)));

    private static Work.Run Work(string probe) => new("echo done > /done", probe, null);
}
