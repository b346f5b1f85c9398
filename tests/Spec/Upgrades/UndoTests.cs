using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Spec.Upgrades;

/// <summary>A runbook's undo runs like any command: once, found again after a lost answer, and reported.</summary>
public sealed class UndoTests
{
    private static HostScene Scene(string script = "echo back > /back") =>
        new(HostScene.StepOf(new Work.TakeBack("upgrade packages", script)));

    [Fact]
    public async Task The_script_runs_once_and_is_told_under_which_number_things_were_kept()
    {
        var scene = Scene("echo $run > /back");
        Assert.Equal(StepPhase.Succeeded, (await scene.DriveAsync()).Phase);
        Assert.Equal("1", scene.Simulated.Files["/back"].Trim());
        Assert.Equal(1, scene.Effects(EffectKind.AttemptBegan));
    }

    [Fact]
    public async Task A_way_back_that_fails_waits_for_a_person()
    {
        var scene = Scene("exit 9");
        Assert.Equal(FailureKind.ExitCode, scene.Failed(await scene.DriveAsync()).Failure.Kind);
    }

    [Fact]
    public async Task A_lost_answer_is_looked_for_and_the_script_does_not_run_twice()
    {
        var scene = Scene().AtStart(HostFaultKind.StartAnswerLost);
        Assert.Equal(StepPhase.Succeeded, (await scene.DriveAsync()).Phase);
        Assert.Equal(1, scene.Effects(EffectKind.AttemptBegan));
    }

    [Fact]
    public async Task Whether_it_happened_is_unknown_when_the_ledger_is_gone()
    {
        var scene = Scene().AtStart(HostFaultKind.StartAnswerLost).AtStart(HostFaultKind.LedgerLost, after: 1);
        Assert.Equal(StepPhase.Unknown, (await scene.DriveAsync()).Phase);
    }
}
