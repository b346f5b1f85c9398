using OlUpgrade.Execution.Approvals;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Execution.Approvals;

/// <summary>Approvers are asked about before the first effect of a stage, and not before what only reads.</summary>
public sealed class ApprovalCheckTests
{
    private static readonly StepPlace Take = new("web", "ol-dev", ReservedNames.TakeStep);

    [Fact]
    [Finding("A4")]
    public async Task A_stage_whose_question_was_asked_in_it_has_had_no_effect_yet()
    {
        var story = AskedForWeb();
        Assert.Equal("They have left.", (await CheckAsync(story, Take)).Void?.Why);
    }

    [Fact]
    [Finding("A4")]
    public async Task A_stage_that_has_begun_goes_on()
    {
        var story = AskedForWeb();
        story.Began(Take);
        var (voided, doubt) = await CheckAsync(story, Take with { Step = "upgrade packages" });
        Assert.Null(voided);
        Assert.Null(doubt);
    }

    [Fact]
    public async Task What_only_reads_asks_about_nobody()
    {
        var (voided, _) = await CheckAsync(AskedForWeb(), new("survey", "ol-dev", ReservedNames.SurveyStep));
        Assert.Null(voided);
    }

    private static Story AskedForWeb()
    {
        var plan = Some.Plan(Some.Stage("web", ["ol-dev"], Some.Script()) with { Gate = Some.Rule });
        var story = Story.UntilApproval(plan).Approves(Some.Approver);
        story.Began(AskStep.Place("web"));
        return story;
    }

    private static Task<(RunCommand.VoidApproval? Void, string? Doubt)> CheckAsync(Story story, StepPlace place) =>
        new ApprovalCheck(new Gone()).BeforeAsync(story.Run, place, TestContext.Current.CancellationToken);

    /// <summary>Staff of which everybody has left.</summary>
    private sealed class Gone : IStaff
    {
        public Task<ApproverStanding> OfApproverAsync(Person approver, CancellationToken cancellation) =>
            Task.FromResult<ApproverStanding>(new ApproverStanding.Revoked("They have left."));

        public Task<ApproverStanding> OfReactionAsync(
            PostedMessage message,
            string reaction,
            Person approver,
            CancellationToken cancellation
        ) => OfApproverAsync(approver, cancellation);
    }
}
