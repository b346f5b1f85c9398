using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Runs.Decisions;

/// <summary>Who may put one run on hold, and who all of them.</summary>
public sealed class HoldDecisionTests
{
    private static readonly Person Viewer = new("viv", [Role.Viewer], ["listed:viv"]);
    private static readonly Person GroupMember = new("raj", [Role.Operator, Role.Approver], ["slack:T1/URAJ"]);
    private static readonly Person Leaver = new("jim", [], ["listed:jim", "slack:T1/UJIM"]);

    [Fact]
    public void A_listed_viewer_may_put_all_runs_on_hold_and_no_single_one()
    {
        var story = Story.UntilWork();
        story.When(new PersonsCommand.Halt(Viewer, "smoke")).ThenRefused("not-operator");
        Assert.Null(story.Run.HaltedBy);
        story.When(All(Viewer)).Then(new RunEvent.RunHalted(Viewer, "smoke"));
        Assert.Equal(RunStatus.Halted, story.Run.Status);
        Assert.Empty(story.Agenda.OfType<Intent.PerformStep>());
    }

    [Fact]
    public void Who_is_only_in_a_Slack_group_may_hold_one_run_as_an_operator_and_not_all()
    {
        var story = Story.UntilWork();
        story.When(All(GroupMember)).ThenRefused("not-listed");
        Assert.Null(story.Run.HaltedBy);
        story.When(new PersonsCommand.Halt(GroupMember, null)).Then(new RunEvent.RunHalted(GroupMember, null));
    }

    [Fact]
    public void Who_has_lost_Slack_and_every_role_with_it_holds_nothing_although_listed()
    {
        var story = Story.UntilWork();
        story.When(All(Leaver)).ThenRefused("not-listed");
        story.When(All(Some.Stranger)).ThenRefused("not-listed");
        story.When(All(Person.Engine)).ThenRefused("not-listed");
        Assert.Null(story.Run.HaltedBy);
    }

    [Fact]
    public void A_run_that_is_on_hold_keeps_who_held_it_first_and_is_resumed_by_operators_alone()
    {
        var story = Story.UntilWork().When(All(Viewer));
        story.When(All(Some.Requester)).Then();
        Assert.Equal(Viewer, story.Run.HaltedBy);
        story.When(new PersonsCommand.Resume(null, Viewer, null)).ThenRefused("not-operator");
        Assert.Equal(RunStatus.Halted, story.Run.Status);
    }

    [Fact]
    public void A_run_that_has_ended_is_not_put_on_hold()
    {
        var story = Story.UntilApproval().When(new PersonsCommand.Abort(Some.Approver, "no"));
        story.When(All(Viewer)).ThenRefused("finished");
        Assert.Equal(RunStatus.Aborted, story.Run.Status);
    }

    private static PersonsCommand.Halt All(Person by) => new(by, "smoke") { IsOfAllRuns = true };
}
