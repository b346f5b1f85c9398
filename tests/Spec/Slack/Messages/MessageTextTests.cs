using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.Slack.Messages;

/// <summary>What people read in Slack, word for word.</summary>
public sealed class MessageTextTests
{
    private static readonly StepPlace Upgrade = new("web", "ol-web1", "upgrade packages");

    [Fact]
    public void The_header_shows_hosts_that_were_brought_back_or_left_out()
    {
        var header = HeaderText.Of(
            SampleRun.Halfway with
            {
                RolledBackHosts = SampleRun
                    .Halfway.RolledBackHosts.Add("ol-dev", [])
                    .Add("ol-web1", ["openssl 3.0.15-1 to 3.0.16-1"]),
                Excluded = ["ol-home"],
            }
        );
        Assert.Contains(
            ":leftwards_arrow_with_hook: *ol-dev*  rolled back and verified",
            header,
            StringComparison.Ordinal
        );
        Assert.Contains(
            ":warning: *ol-web1*  mixed, not the same as before the run: openssl 3.0.15-1 to 3.0.16-1",
            header,
            StringComparison.Ordinal
        );
        Assert.Contains(":heavy_minus_sign: *ol-home*  excluded", header, StringComparison.Ordinal);
    }

    [Fact]
    public void The_plan_says_everything_that_is_approved()
    {
        Verified.Reads("slack-plan", PlanMessage.Of(SampleRun.Halfway));
    }

    [Fact]
    public void The_header_of_a_new_run_shows_hosts_that_wait()
    {
        Verified.Reads("slack-header-new", HeaderText.Of(SampleRun.New));
    }

    [Fact]
    public void The_header_shows_where_the_run_is()
    {
        Verified.Reads("slack-header", HeaderText.Of(SampleRun.Halfway));
    }

    [Fact]
    public void The_header_shows_what_waits_for_a_person()
    {
        var stuck = SampleRun.Halfway.In(Upgrade, StepPhase.Failed, 26, "exit code 100, <disk> full");

        Verified.Reads("slack-header-stuck", HeaderText.Of(stuck));
    }

    [Fact]
    public void The_question_before_a_stage_says_what_comes_and_who_may_answer()
    {
        Verified.Reads("slack-ask", AskMessage.Of(SampleRun.Halfway, Gate.Of(SampleRun.Plan.Stage("home"))!));
    }

    [Fact]
    public void The_question_before_a_rollback_says_what_is_brought_back_who_asked_and_why()
    {
        var run = SampleRun.GoingBack(needsApproval: true);

        Verified.Reads("slack-ask-back", AskMessage.Of(run, run.CurrentGate!));
    }

    [Fact]
    public void The_question_before_a_step_that_nothing_takes_back_says_so()
    {
        var run = SampleRun.Halfway;
        var step = new StepPlace("home", "ol-home", "convert the index");
        var gate = new Gate("ol-home: convert the index", run.Plan!.Approval, AskStep.Before(step), step);
        var home = run.Plan.Stage("home");
        PlannedStep[] steps =
        [
            new(
                step.Step,
                new Work.Run("convert", null, null, "the <old> index is gone"),
                TimeSpan.FromHours(1),
                RetryRule.Never
            ),
        ];
        run = run with
        {
            Plan = run.Plan with { Stages = run.Plan.Stages.Replace(home, home with { Steps = [.. steps] }) },
        };

        Verified.Reads("slack-ask-for-good", AskMessage.Of(run, gate));
    }

    [Fact]
    public void Who_asked_for_a_rollback_cannot_agree_to_it_and_who_asked_for_the_run_can()
    {
        var run = SampleRun.GoingBack(needsApproval: true);
        var (stage, drini) = (
            run.CurrentStage!.Name,
            new Person("Drini", [Role.Operator, Role.Approver], ["listed:Drini"])
        );
        run = run.Done(AskStep.Place(stage), 41);
        run = run with
        {
            Gates = run.Gates.SetItem(stage, GateProgress.Closed(stage) with { AskedAt = SampleRun.RequestedAt }),
        };
        var own = run.Decide(new PersonsCommand.Approve(stage, null, drini), SampleRun.RequestedAt);
        Assert.Equal("requester", own.Refusal?.Code);
        Assert.DoesNotContain(own.Events, happened => happened is RunEvent.ApprovalGiven);
        var mek = run with { Rollback = run.Rollback! with { By = new Person("Mek", []) } };
        Assert.IsType<RunEvent.ApprovalGiven>(
            Assert.Single(mek.Decide(new PersonsCommand.Approve(stage, null, drini), SampleRun.RequestedAt).Events)
        );
    }

    [Fact]
    public void The_header_shows_who_goes_back_and_what_became_of_each_host()
    {
        var run = SampleRun
            .GoingBack()
            .After(new RunEvent.HostRolledBack("ol-web1"))
            .After(new RunEvent.HostMixed("ol-dev", ["openssl 3.0.1 to 3.0.2"]));

        Verified.Reads("slack-header-back", HeaderText.Of(run));
    }

    [Fact]
    public void The_header_shows_hosts_that_are_left_out() =>
        Assert.Contains(
            ":heavy_minus_sign: *ol-home*  excluded",
            HeaderText.Of(
                SampleRun.Halfway.After(new RunEvent.HostExcluded("ol-home", new Person("Mek", []), "it burns"))
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_header_of_many_hosts_in_trouble_still_fits_an_update()
    {
        var run = SampleRun.Halfway.In(Upgrade, StepPhase.Unknown, 26, new string('x', 6000));

        Assert.True(HeaderText.Of(run).Length <= 4000);
    }
}
