using System.Collections.Immutable;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs;

/// <summary>The stages and steps that the engine puts around every runbook's own.</summary>
public static class OverheadSteps
{
    public const string OpenStage = "open";
    public const string SurveyStage = "survey";
    public const string CommitsStage = "way-back";
    public const string AnnounceStage = "announce";
    public const string PrepareStage = "prepare";
    public const string SurveyStep = "survey";
    public const string CommitsStep = "read commits";
    public const string IssueStep = "open issue";
    public const string HeaderStep = "post header";
    public const string PlanStep = "post plan";
    public const string BranchStep = "create rollback branch";
    public const string TakeStep = "take host";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    public static RetryRule Retry { get; } = new(3, TimeSpan.FromSeconds(10));

    /// <summary>Stage names that runbooks may not use.</summary>
    public static ImmutableArray<string> ReservedStages { get; } =
        [OpenStage, SurveyStage, CommitsStage, AnnounceStage, PrepareStage];

    public static StepPlace Issue { get; } = new(AnnounceStage, StepPlace.NoHost, IssueStep);

    public static StepPlace Header { get; } = new(OpenStage, StepPlace.NoHost, HeaderStep);

    public static StepPlace PlanMessage { get; } = new(AnnounceStage, StepPlace.NoHost, PlanStep);

    public static StepPlace Branch { get; } = new(PrepareStage, StepPlace.NoHost, BranchStep);

    public static StepPlace Commits { get; } = new(CommitsStage, StepPlace.NoHost, CommitsStep);

    public static StepPlace Survey(string host) => new(SurveyStage, host, SurveyStep);

    public static PlannedStep Step(string name, Work work) => new(name, work, Timeout, Retry);

    /// <summary>What comes before the runbook's own stages.</summary>
    public static IEnumerable<PlannedStage> Before(ImmutableArray<string> hosts, bool keepsBranch, ApprovalRule approval)
    {
        // First of all, so that people hear in its thread when a survey fails.
        yield return RunItself(OpenStage, StageKind.Open, Step(HeaderStep, new Work.PostHeader()));
        yield return new(SurveyStage, StageKind.Survey, hosts, [Step(SurveyStep, new Work.Survey())], hosts.Length, null, null);
        if (keepsBranch)
            yield return RunItself(CommitsStage, StageKind.Survey, Step(CommitsStep, new Work.ReadCommits()));
        yield return RunItself(
            AnnounceStage,
            StageKind.Announce,
            Step(IssueStep, new Work.OpenIssue()),
            Step(PlanStep, new Work.PostPlan()));
        yield return RunItself(
            PrepareStage,
            StageKind.Prepare,
            keepsBranch ? [Step(BranchStep, new Work.CreateRollbackBranch())] : []) with
        { Gate = approval };
    }

    private static PlannedStage RunItself(string name, StageKind kind, params ImmutableArray<PlannedStep> steps) =>
        new(name, kind, [], steps, 1, null, null);
}
