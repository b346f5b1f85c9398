using OlUpgrade.Hosts;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Upgrades;

/// <summary>A host is taken out of service, and put back only if all its health questions hold.</summary>
public sealed class DrainTests
{
    private static readonly PlannedStep Drain = HostScene.StepOf(new Work.Drain("echo $until > /silence", "exit 1"));

    private static readonly PlannedStep Return = HostScene.StepOf(
        new Work.Return($"rm -f {SimulatedHost.DrainedFile}", null),
        retry: new RetryRule(2, TimeSpan.FromSeconds(30))
    );

    private static HostScene Returning(bool isWell, PlannedStep? step = null)
    {
        var scene = new HostScene(step ?? Return, HostScene.HostWith(health: new HealthQuestion.Unit("docker")));
        scene.Simulated.Services["docker"] = isWell;
        scene.Simulated.Files[SimulatedHost.DrainedFile] = "";
        return scene;
    }

    private static string EndOfSilence(HostScene scene) =>
        MonitoringSilence.InScript(scene.Run.Step(scene.Place).StartedAt!.Value + TimeSpan.FromMinutes(5));

    [Fact]
    public async Task A_drain_is_told_when_a_silence_that_it_sets_must_end_by_itself()
    {
        var scene = new HostScene(Drain);
        Assert.Equal(StepPhase.Succeeded, (await scene.DriveAsync()).Phase);
        Assert.Equal(EndOfSilence(scene), scene.Simulated.Files["/silence"].Trim());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", EndOfSilence(scene));
        Assert.Equal(1, scene.Effects(EffectKind.AttemptBegan));
    }

    [Fact]
    public async Task A_drain_whose_answer_was_lost_is_found_again_and_not_repeated()
    {
        var scene = new HostScene(Drain).AtStart(HostFaultKind.StartAnswerLost);
        Assert.Equal(StepPhase.Succeeded, (await scene.DriveAsync()).Phase);
        Assert.Equal(EndOfSilence(scene), scene.Simulated.Files["/silence"].Trim());
        Assert.Equal(1, scene.Effects(EffectKind.AttemptBegan));
    }

    [Fact]
    public async Task A_healthy_host_is_returned_and_what_was_asked_stands_in_the_journal()
    {
        var scene = Returning(isWell: true);
        var step = await scene.DriveAsync();
        Assert.Equal(StepPhase.Succeeded, step.Phase);
        Assert.NotEmpty(step.Before);
        Assert.False(scene.Simulated.IsDrained);
    }

    [Fact]
    public async Task A_host_that_is_not_healthy_is_never_returned_also_not_on_a_retry()
    {
        var scene = Returning(isWell: false);
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.Unhealthy, failure.Kind);
        Assert.StartsWith("ol-dev is not healthy and was not returned: \"", failure.Sentence, StringComparison.Ordinal);
        Assert.Contains("docker", failure.Sentence, StringComparison.Ordinal);
        Assert.Contains("does not hold", failure.Sentence, StringComparison.Ordinal);
        Assert.Equal(2, scene.Events.Count(happened => happened is RunEvent.StepFailed));
        Assert.DoesNotContain(scene.Events, happened => happened is RunEvent.StepStarted e && e.Place == scene.Place);
        Assert.Equal(0, scene.Effects(EffectKind.AttemptBegan));
        Assert.True(scene.Simulated.IsDrained);
    }

    [Fact]
    public async Task A_host_that_was_mended_is_returned_when_somebody_says_retry()
    {
        var scene = Returning(isWell: false);
        await scene.DriveAsync();
        Assert.Equal(
            StepPhase.Failed,
            (await scene.DecideAsync(new PersonsCommand.Retry(scene.Place, Some.Approver, "mended"))).Phase
        );
        Assert.True(scene.Simulated.IsDrained);
        scene.Simulated.Services["docker"] = true;
        Assert.Equal(
            StepPhase.Succeeded,
            (await scene.DecideAsync(new PersonsCommand.Retry(scene.Place, Some.Approver, "mended"))).Phase
        );
        Assert.False(scene.Simulated.IsDrained);
    }

    [Fact]
    public async Task A_return_of_which_the_host_never_heard_asks_for_health_again_before_it_begins()
    {
        var scene = Returning(isWell: true);
        scene.AtStart(HostFaultKind.StartLost).AtStart(() => scene.Simulated.Services["docker"] = false);
        Assert.Equal(FailureKind.Unhealthy, scene.Failed(await scene.DriveAsync()).Failure.Kind);
        Assert.Equal(0, scene.Effects(EffectKind.AttemptBegan));
        Assert.True(scene.Simulated.IsDrained);
    }
}
