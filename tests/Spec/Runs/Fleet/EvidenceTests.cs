using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Spec.Support;
using OlUpgrade.Yaml;
using static OlUpgrade.Spec.Runs.Rollbacks.RollbackStory;

namespace OlUpgrade.Spec.Runs.Fleet;

/// <summary>The evidence that a plan shows, and a run that has none.</summary>
public sealed class EvidenceTests
{
    private static Run Good =>
        Done(Done(Done(Story.UntilWork(TwoHosts), "canary", "ol-dev"), "web", "ol-web1"), "web", "ol-web2")
            .When(new RunCommand.Finish())
            .Run;

    private static EarlierSuccess Earlier(int run, int day) => new(run, Some.Time.AddDays(day), ["ol-dev"], null);

    [Fact]
    public void A_successful_run_of_the_same_text_is_evidence_with_its_hosts_and_its_issue()
    {
        var found = PlanEvidence.Of(Good, TwoHosts.RunbookDigest)!;
        Assert.Equal((7, "http://issue"), (found.Run, found.Link));
        Assert.Equal("run 7 succeeded on 2026-11-24 03:21 UTC, on ol-dev, ol-web1, ol-web2", found.ToString());
    }

    [Fact]
    public void A_different_text_or_ending_is_no_evidence()
    {
        Assert.Null(PlanEvidence.Of(Good, Digest.Of("changed")));
        Assert.Null(PlanEvidence.Of(Unhealthy().Run, TwoHosts.RunbookDigest));
        Assert.Null(
            PlanEvidence.Of(Unhealthy().When(new PersonsCommand.Abort(Some.Approver, null)).Run, TwoHosts.RunbookDigest)
        );
    }

    [Fact]
    public void The_newest_three_are_shown_and_do_not_change_the_digest()
    {
        var plan = PlanEvidence.With(TwoHosts, [Earlier(1, 1), Earlier(4, 4), Earlier(2, 2), Earlier(3, 3)]);
        Assert.Equal([4, 3, 2], plan.Evidence.Select(one => one.Run));
        Assert.Equal(
            PlanDigest.Of(TwoHosts, new Dictionary<string, Facts>(), Facts.Empty),
            PlanDigest.Of(plan, new Dictionary<string, Facts>(), Facts.Empty)
        );
    }

    [Fact]
    public void Without_required_evidence_the_stage_after_the_canary_asks_about_its_result()
    {
        var plan = PlanEvidence.With(TwoHosts with { NeedsEvidence = true }, []);
        Assert.Null(plan.Stage("canary").Gate);
        Assert.Equal((TwoHosts.Approval, PlanEvidence.OwnResult), (plan.Stage("web").Gate, plan.Stage("web").Why));
        var story = Done(Story.UntilWork(plan), "canary", "ol-dev").Done(AskStep.Place("web"));
        Assert.Equal(RunStatus.AwaitingApproval, story.Run.Status);
        Assert.Null(PlanEvidence.With(TwoHosts with { NeedsEvidence = true }, [Earlier(1, 1)]).Stage("web").Gate);
        Assert.Null(PlanEvidence.With(TwoHosts, []).Stage("web").Gate);
    }
}
