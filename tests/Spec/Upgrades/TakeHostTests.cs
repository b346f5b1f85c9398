using System.Globalization;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Upgrades;

/// <summary>Taking a host: its ledger, its fencing token, and that it is the planned machine.</summary>
public sealed class TakeHostTests
{
    private static readonly StepPlace Take = new("canary", "ol-dev", ReservedNames.TakeStep);

    [Fact]
    public async Task A_taken_host_has_a_ledger_with_the_runs_fence()
    {
        var scene = new HostScene();
        await scene.DriveAsync();
        var evidence = scene.Run.Evidence(Take)!;
        Assert.Equal(scene.Simulated.Ledger!.Id, evidence["ledger-id"]);
        Assert.Equal(scene.Run.FencingToken.ToString(CultureInfo.InvariantCulture), evidence["fence"]);
        Assert.Equal(scene.Simulated.BootId, evidence["boot-id"]);
        Assert.Equal(scene.Simulated.MachineId, evidence["machine-id"]);
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_and_the_ledger_is_made_once()
    {
        var scene = new HostScene().With(HostFaultKind.TakeAnswerLost);
        Assert.Equal(StepPhase.Succeeded, (await scene.DriveAsync()).Phase);
        Assert.Equal(2, scene.Run.Step(Take).Attempt);
        Assert.Single(scene.Fleet.Effects.All, effect => effect.Kind == EffectKind.LedgerMade);
    }

    [Theory]
    [InlineData(HostFaultKind.LedgerLost)]
    [InlineData(HostFaultKind.LedgerReplaced)]
    [InlineData(HostFaultKind.LedgerOlder)]
    public async Task Whatever_ledger_is_there_when_the_host_is_taken_is_the_one_that_counts(HostFaultKind fault)
    {
        var scene = new HostScene().With(fault);
        scene.Simulated.MakeLedger("5137ab1e5137ab1e", 0);
        Assert.Equal(StepPhase.Succeeded, (await scene.DriveAsync()).Phase);
        Assert.Equal(scene.Simulated.Ledger!.Id, scene.Run.Evidence(Take)!["ledger-id"]);
        Assert.Equal(1, scene.Began(1));
    }

    [Fact]
    public async Task Whoever_logs_in_is_told_which_run_works_there_and_people_hear_who_is_logged_in()
    {
        var scene = new HostScene();
        scene.Simulated.LoggedIn.Add("jim");
        await scene.DriveAsync();
        Assert.Contains("run 1, \"", scene.Simulated.Notice, StringComparison.Ordinal);
        Assert.Contains("requested by mek", scene.Simulated.Notice, StringComparison.Ordinal);
        Assert.Equal("jim", scene.Run.Step(Take).Before["logged-in"]);
    }

    [Fact]
    public async Task A_host_of_another_database_is_adopted_when_a_person_says_so_and_the_step_is_done_once()
    {
        var scene = new HostScene();
        scene.Simulated.MakeLedger("another database", 1);
        await Refused(scene, FailureKind.Refused);
        Assert.Contains("adopt ol-dev", scene.Run.Step(Take).Failure!.Sentence, StringComparison.Ordinal);
        await scene.CommandAsync(new PersonsCommand.Adopt("ol-dev", Some.Approver, "that service is gone"));
        Assert.Equal(StepPhase.Succeeded, (await scene.GoOnAsync()).Phase);
        Assert.Equal(1, scene.Began(1));
        Assert.NotEqual("another database", scene.Simulated.Ledger!.DatabaseId);
    }

    [Fact]
    public async Task A_host_that_a_copy_of_this_service_took_is_left_alone_also_after_a_restart_with_a_higher_fence()
    {
        var scene = new HostScene();
        scene.Simulated.MakeLedger("5137ab1e5137ab1e", 0);
        scene.Simulated.Ledger!.Holder = "the copy";
        await Refused(scene, FailureKind.Refused);
        Assert.Contains("the copy", scene.Run.Step(Take).Failure!.Sentence, StringComparison.Ordinal);
        await scene.CommandAsync(new PersonsCommand.Resume(null, Some.Approver, null));
        Assert.Equal(StepPhase.Pending, (await scene.GoOnAsync("a later start")).Phase);
        Assert.Equal("the copy", scene.Simulated.Ledger.Holder);
    }

    [Fact]
    public async Task A_later_start_of_the_same_service_goes_on_where_the_first_was()
    {
        var scene = new HostScene(HostScene.StepOf(new Work.Run("exit 1", null, null)));
        scene.Failed(await scene.DriveAsync());
        await scene.CommandAsync(new PersonsCommand.Resume(null, Some.Approver, null));
        scene.Failed(await scene.GoOnAsync("a later start"));
        Assert.Equal("a later start", scene.Simulated.Ledger!.Holder);
        Assert.Equal(1, scene.Began(2));
    }

    [Fact]
    public async Task A_host_that_another_database_holds_is_left_alone()
    {
        var scene = new HostScene();
        scene.Simulated.MakeLedger("another database", 1);
        await Refused(scene, FailureKind.Refused);
    }

    [Fact]
    public async Task A_host_that_obeys_a_newer_hold_is_left_alone()
    {
        var scene = new HostScene();
        scene.Simulated.MakeLedger("5137ab1e5137ab1e", 99);
        await Refused(scene, FailureKind.Refused);
    }

    [Fact]
    public async Task A_full_disk_is_named_and_not_tried_again()
    {
        var scene = new HostScene();
        scene.Simulated.DiskFreeMegabytes = 0;
        await Refused(scene, FailureKind.DiskFull);
    }

    [Fact]
    public async Task A_changed_host_key_stops_at_once()
    {
        // The survey asks once, and taking the host asks once more before it does.
        await Refused(new HostScene().With(HostFaultKind.HostKeyChanged, after: 2), FailureKind.HostKey);
    }

    [Fact]
    public async Task Another_machine_than_the_planned_one_is_not_taken()
    {
        var scene = new HostScene();
        var asked = 0;
        scene.Simulated.Questions.Insert(
            0,
            new(
                text =>
                    text.StartsWith(OlUpgrade.Questions.HostQuestions.Identity, StringComparison.Ordinal)
                    && ++asked > 1,
                (it, _) => new(0, $"machine-id={new string('a', 32)}\nboot-id={it.BootId}\nkernel=6\n", "")
            )
        );
        await Refused(scene, FailureKind.Refused);
        Assert.Contains("start a new run", scene.Run.Step(Take).Failure!.Sentence, StringComparison.Ordinal);
        Assert.Null(scene.Simulated.Ledger);
    }

    [Fact]
    public async Task An_unreachable_host_is_tried_again_and_then_left()
    {
        var scene = new HostScene().With(HostFaultKind.Unreachable, TimeSpan.FromHours(1), after: 1);
        await Refused(scene, FailureKind.Unreachable);
        Assert.Equal(3, scene.Run.Step(Take).Attempt);
    }

    private static async Task Refused(HostScene scene, FailureKind kind)
    {
        Assert.Equal(StepPhase.Pending, (await scene.DriveAsync()).Phase);
        var step = scene.Run.Step(Take);
        Assert.Equal(StepPhase.Failed, step.Phase);
        Assert.Equal(kind, step.Failure!.Kind);
        Assert.Contains("ol-dev", step.Failure.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Fleet.Effects.All, effect => effect.Kind == EffectKind.AttemptBegan);
    }
}
