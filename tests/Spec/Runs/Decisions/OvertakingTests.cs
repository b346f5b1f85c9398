using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Runs.Decisions;

/// <summary>Every command that names the state a person saw is held to it; only to stop is never too late.</summary>
public sealed class OvertakingTests
{
    private static readonly Person Jim = new("jim", [Role.Operator, Role.Approver]);

    private static readonly StepPlace Place = new("canary", "ol-dev", "upgrade packages");

    public static TheoryData<string> Checked =>
        ["approve", "withdraw", "refuse", "note", "resume", "exclude", "rollback", "override", "waive"];

    [Theory]
    [MemberData(nameof(Checked))]
    [Finding("A9")]
    public void A_command_that_names_an_older_state_than_the_last_decision_is_refused(string kind)
    {
        var (story, command) = Given(kind);
        var seen = story.Run.Version;
        story.Given(new RunEvent.HostExcluded("ol-web9", Jim, "known"));
        var later = story.Now + TimeSpan.FromHours(1);
        var overtaken = story.Run.Decide(command with { Seen = seen }, later);
        Assert.Equal("overtaken", overtaken.Refusal?.Code);
        Assert.StartsWith("jim excluded ol-web9 at ", overtaken.Refusal!.Sentence, StringComparison.Ordinal);
        Assert.Empty(overtaken.Events);
        Assert.NotEmpty(story.Run.Decide(command with { Seen = story.Run.Version }, later).Events);
        Assert.NotEmpty(story.Run.Decide(command, later).Events);
    }

    [Fact]
    [Finding("A9")]
    public void It_is_never_too_late_to_stop()
    {
        var story = Story.UntilWork();
        story.Given(new RunEvent.HostExcluded("ol-web9", Jim, "known"));
        Assert.NotEmpty(story.Run.Decide(new PersonsCommand.Halt(Some.Approver, null) { Seen = 1 }, story.Now).Events);
        Assert.NotEmpty(story.Run.Decide(new PersonsCommand.Abort(Some.Approver, null) { Seen = 1 }, story.Now).Events);
    }

    [Fact]
    public void Two_approvers_who_agree_at_once_are_both_right()
    {
        var story = Story.UntilApproval();
        story.Given(new RunEvent.HostExcluded("ol-web9", Jim, "known"));
        var approve = new PersonsCommand.Approve(ReservedNames.PrepareStage, null, Some.Approver);
        Assert.NotEmpty(story.Run.Decide(approve, story.Now).Events);
    }

    [Theory]
    [InlineData(null, "`olupgrade status 7`")]
    [InlineData(Door.Slack, "`/upgrade status 7`")]
    public void The_refusal_says_what_to_look_at_in_the_words_of_the_door(Door? door, string command)
    {
        var story = Story.UntilWork();
        story.Given(new RunEvent.HostExcluded("ol-web9", Jim, "known"));
        var exclude = new PersonsCommand.Exclude("ol-dev", Some.Approver, "it burns") { Seen = 1, Door = door };
        Assert.Contains(command, story.Run.Decide(exclude, story.Now).Refusal!.Sentence, StringComparison.Ordinal);
    }

    private static (Story Story, PersonsCommand Command) Given(string kind)
    {
        var asking = Story.UntilApproval();
        var failed = Story.UntilWork().Done(Place with { Step = ReservedNames.TakeStep }).Began(Place);
        return kind switch
        {
            "approve" => (asking, new PersonsCommand.Approve(ReservedNames.PrepareStage, null, Some.Approver)),
            "withdraw" => (
                asking.Given(
                    new RunEvent.ApprovalGiven(
                        ReservedNames.PrepareStage,
                        asking.Run.PlanDigest!.Value,
                        Some.Approver,
                        "cli"
                    )
                ),
                new PersonsCommand.Withdraw(ReservedNames.PrepareStage, Some.Approver)
            ),
            "refuse" => (asking, new PersonsCommand.Refuse(null, Some.Approver, "no")),
            "note" => (asking, new PersonsCommand.Note("k", Some.Approver, "the fans are loud")),
            "resume" => (Failed(failed, FailureKind.ExitCode), new PersonsCommand.Resume(null, Some.Approver, null)),
            "exclude" => (
                Failed(failed, FailureKind.ExitCode),
                new PersonsCommand.Exclude("ol-dev", Some.Approver, "it burns")
            ),
            "rollback" => (
                Failed(failed, FailureKind.ExitCode),
                new PersonsCommand.RollBack("all", Some.Approver, "it burns")
            ),
            "override" => (
                Failed(failed, FailureKind.NotReady),
                new PersonsCommand.Override(Place, Some.Approver, "the patch is known")
            ),
            "waive" => (
                Story.UntilWork().Given(new RunEvent.WindowAwaited("canary", "ol-dev", null, "closed")),
                new PersonsCommand.WaiveWindow("ol-dev", Some.Approver, "it is down anyway")
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such case."),
        };
    }

    private static Story Failed(Story story, FailureKind kind) =>
        story.Given(new RunEvent.StepFailed(Place, 1, new Failure(kind, "It failed."), Facts.Empty));
}
