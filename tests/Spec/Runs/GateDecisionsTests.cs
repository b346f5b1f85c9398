using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Runs;

public sealed class GateDecisionsTests
{
    private const string Gate = ReservedNames.PrepareStage;

    private static PersonsCommand.Approve By(Person person) => new(Gate, null, person);

    [Fact]
    public void Another_approver_opens_the_gate()
    {
        var story = Story.UntilApproval().When(By(Some.Approver));
        Assert.IsType<RunEvent.ApprovalGiven>(Assert.Single(story.Decision.Events));
        Assert.Equal(RunStatus.Working, story.Run.Status);
    }

    [Fact]
    public void The_requester_cannot_approve_and_is_told_so_once()
    {
        var story = Story.UntilApproval().When(By(Some.Requester)).ThenRefused("requester");
        Assert.IsType<RunEvent.SignalIgnored>(Assert.Single(story.Decision.Events));
        story.When(By(Some.Requester)).ThenRefused("requester").Then();
        Assert.Equal(RunStatus.AwaitingApproval, story.Run.Status);
    }

    [Fact]
    public void Whoever_is_not_listed_cannot_approve()
    {
        var story = Story.UntilApproval().When(By(Some.Stranger)).ThenRefused("not-approver");
        Assert.Equal(RunStatus.AwaitingApproval, story.Run.Status);
    }

    [Fact]
    public void An_operator_who_is_no_approver_cannot_approve() =>
        Story.UntilApproval().When(By(new Person("jim", [Role.Operator], ["listed:jim"]))).ThenRefused("not-approver");

    [Fact]
    public void Nobody_can_approve_before_the_plan_is_posted() =>
        new Story().When(By(Some.Approver)).ThenRefused("nothing-asked").Then();

    [Fact]
    public void An_approval_of_another_plan_does_not_count() =>
        Story
            .UntilApproval()
            .When(new PersonsCommand.Approve(Gate, Digest.Of("another"), Some.Approver))
            .ThenRefused("plan-changed")
            .Then();

    [Fact]
    public void Two_approvals_are_two_people()
    {
        var plan = Some.Plan(Some.Stage("canary", ["ol-dev"], Some.Script()));
        var strict = plan with
        {
            Stages =
            [
                .. plan.Stages.Select(stage =>
                    stage.Gate is null ? stage : stage with { Gate = Some.Rule with { Needs = 2 } }
                ),
            ],
        };
        var story = Story.UntilApproval(strict).When(By(Some.Approver)).When(By(Some.Approver));
        Assert.Equal(RunStatus.AwaitingApproval, story.Run.Status);
        story.When(By(new Person("jim", [Role.Approver], ["listed:jim"])));
        Assert.Equal(RunStatus.Working, story.Run.Status);
    }

    [Fact]
    public void An_approval_that_is_taken_back_before_work_does_not_count()
    {
        var story = Story
            .UntilApproval()
            .When(By(Some.Approver))
            .When(new PersonsCommand.Withdraw(Gate, Some.Approver));
        Assert.IsType<RunEvent.ApprovalWithdrawn>(Assert.Single(story.Decision.Events));
        Assert.Equal(RunStatus.AwaitingApproval, story.Run.Status);
    }

    [Fact]
    public void A_thumbs_down_of_an_approver_ends_the_run_under_their_name()
    {
        var story = Story.UntilApproval().When(new PersonsCommand.Refuse(Gate, Some.Approver, "not tonight"));
        Assert.Equal(RunStatus.Refused, story.Run.Status);
        Assert.Contains("cdrini", story.Run.EndedBecause, StringComparison.Ordinal);
        Assert.Empty(story.Agenda);
    }

    [Fact]
    public void A_reminder_is_due_after_the_time_of_the_rule_and_missed_ones_are_not_made_up_for()
    {
        var story = Story.UntilApproval();
        Assert.Equal([new Intent.WakeAt(Some.Time + Some.Rule.Remind)], story.Agenda);
        story.After(Some.Rule.Remind * 3.5);
        Assert.Equal([new Intent.Decide(new RunCommand.Remind(Gate, 3))], story.Agenda);
        story.When(new RunCommand.Remind(Gate, 3)).Then(new RunEvent.ApprovalReminded(Gate, 3));
        Assert.Equal([new Intent.WakeAt(Some.Time + (Some.Rule.Remind * 4))], story.Agenda);
    }

    [Fact]
    public void Expiry_asks_and_never_goes_on()
    {
        var story = Story.UntilApproval().After(Some.Rule.Expires);
        Assert.Equal([new Intent.Decide(new RunCommand.Expire(Gate))], story.Agenda);
        story.When(new RunCommand.Expire(Gate)).Then(new RunEvent.ApprovalExpired(Gate));
        Assert.Empty(story.Agenda);
        story.When(By(Some.Approver)).ThenRefused("expired");
        Assert.Equal(RunStatus.AwaitingApproval, story.Run.Status);
    }

    [Fact]
    public void An_operator_can_have_an_expired_question_asked_again()
    {
        var story = Story
            .UntilApproval()
            .After(Some.Rule.Expires)
            .When(new RunCommand.Expire(Gate))
            .When(new PersonsCommand.Resume(null, Some.Requester, null))
            .Then(new RunEvent.ApprovalReopened(Gate, Some.Requester))
            .When(By(Some.Approver));
        Assert.Equal(RunStatus.Working, story.Run.Status);
    }

    [Fact]
    public void A_stage_with_its_own_approval_asks_before_its_hosts_are_touched()
    {
        var plan = Some.Plan(
            Some.Stage("canary", ["ol-dev"], Some.Script()),
            Some.Stage("home", ["ol-home"], Some.Script()) with
            {
                Gate = Some.Rule,
            }
        );
        var story = Story
            .UntilWork(plan)
            .Done(new("canary", "ol-dev", ReservedNames.TakeStep))
            .Done(new("canary", "ol-dev", "upgrade packages"));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, AskStep.Place("home"), 1))], story.Agenda);
        story.Done(AskStep.Place("home"), ("channel", "C1"), ("ts", "3.0"));
        Assert.Equal(RunStatus.AwaitingApproval, story.Run.Status);
        Assert.DoesNotContain(story.Agenda, intent => intent is Intent.PerformStep);
        story.When(new PersonsCommand.Approve("home", null, Some.Approver));
        Assert.Equal(
            [new Intent.PerformStep(new(Some.Run, new("home", "ol-home", ReservedNames.TakeStep), 1))],
            story.Agenda
        );
    }
}
