using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Upgrades;

/// <summary>
/// Cancelled means cancelled: the command on the host is stopped and has ended, or people are asked.
/// </summary>
public sealed class CancelTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private static readonly PersonsCommand.Abort Stop = new(Some.Approver, "wrong window", Stops: true);

    private static HostScene LongCommand() =>
        new(HostScene.StepOf(new Work.Run("sleep 300", null, null), TimeSpan.FromMinutes(30)));

    [Fact]
    public async Task A_command_that_runs_is_stopped_and_its_run_is_settled()
    {
        var scene = LongCommand().CommandDuring(Soon, Stop);
        var failed = scene.Failed(await scene.DriveAsync());
        Assert.Equal((FailureKind.Cancelled, false), (failed.Failure.Kind, failed.Failure.Retryable));
        Assert.Contains("was stopped and has ended", failed.Failure.Sentence, StringComparison.Ordinal);
        Assert.Equal(1, scene.Effects(EffectKind.AttemptStopped));
        Assert.Equal((RunStatus.Aborted, true), (scene.Run.Status, scene.Run.IsSettled));
        Assert.DoesNotContain(scene.Events, happened => happened is RunEvent.StepDoubted or RunEvent.StepUnknown);
    }

    [Fact]
    public async Task Without_stop_it_ends_by_itself()
    {
        var scene = LongCommand().CommandDuring(Soon, Stop with { Stops = false });
        Assert.Equal(StepPhase.Succeeded, (await scene.DriveAsync()).Phase);
        Assert.Equal(0, scene.Effects(EffectKind.AttemptStopped));
        Assert.True(scene.Run.IsSettled);
    }

    [Fact]
    public async Task Whoever_aborted_first_may_still_have_it_stopped_later()
    {
        var scene = LongCommand().CommandDuring(Soon, Stop with { Stops = false }).CommandDuring(Soon * 2, Stop);
        Assert.Equal(FailureKind.Cancelled, scene.Failed(await scene.DriveAsync()).Failure.Kind);
    }

    [Fact]
    public async Task A_host_that_is_away_is_told_as_soon_as_it_is_back()
    {
        var scene = LongCommand()
            .CommandDuring(Soon, Stop)
            .AtStart(HostFaultKind.Unreachable, TimeSpan.FromSeconds(90), after: 2);
        Assert.Equal(FailureKind.Cancelled, scene.Failed(await scene.DriveAsync()).Failure.Kind);
        Assert.True(scene.Run.IsSettled);
    }

    [Fact]
    public async Task A_stop_that_overtakes_the_start_keeps_it_from_beginning()
    {
        var scene = LongCommand()
            .CommandDuring(Soon, Stop)
            .AtStart(HostFaultKind.StartDelayed, TimeSpan.FromSeconds(60));
        Assert.Equal(StepPhase.Pending, (await scene.DriveAsync()).Phase);
        await scene.PassAsync(TimeSpan.FromMinutes(2));
        Assert.True(scene.Run.IsSettled);
        Assert.Equal((0, 0), (scene.Began(1), scene.Effects(EffectKind.AttemptStopped)));
    }
}
