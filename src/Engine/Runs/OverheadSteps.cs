using System.Collections.Immutable;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs;

/// <summary>The stages and steps that the engine puts around every runbook's own.</summary>
public static class OverheadSteps
{
    public const string OpenStage = "open";
    public const string SurveyStage = "survey";
    public const string PreflightStage = "preflight";
    public const string CommitsStage = "way-back";
    public const string AnnounceStage = "announce";
    public const string PrepareStage = "prepare";
    public const string SurveyStep = "survey";
    public const string OutlookStep = "look ahead";
    public const string CommitsStep = "read commits";
    public const string IssueStep = "open issue";
    public const string HeaderStep = "post header";
    public const string PlanStep = "post plan";
    public const string ConfirmStep = "confirm approval";
    public const string BranchStep = "create rollback branch";
    public const string TakeStep = "take host";
    public const string ReleaseStep = "release host";

    /// <summary>The fact in which the step that opens the issue names the labels that its repository lacks.</summary>
    public const string MissingLabels = "missing-labels";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    public static RetryRule Retry { get; } = new(3, TimeSpan.FromSeconds(10));

    /// <summary>Stage names that runbooks may not use.</summary>
    public static ImmutableArray<string> ReservedStages { get; } =
        [OpenStage, SurveyStage, PreflightStage, CommitsStage, AnnounceStage, PrepareStage];

    public static StepPlace Issue { get; } = new(AnnounceStage, StepPlace.NoHost, IssueStep);

    public static StepPlace Header { get; } = new(OpenStage, StepPlace.NoHost, HeaderStep);

    public static StepPlace PlanMessage { get; } = new(AnnounceStage, StepPlace.NoHost, PlanStep);

    public static StepPlace Branch { get; } = new(PrepareStage, StepPlace.NoHost, BranchStep);

    public static StepPlace Commits { get; } = new(CommitsStage, StepPlace.NoHost, CommitsStep);

    /// <summary>The step that took the host of a later step.</summary>
    public static StepPlace TakeOf(StepPlace later) => later with { Step = TakeStep };

    public static StepPlace Survey(string host) => new(SurveyStage, host, SurveyStep);

    public static StepPlace Outlook(string host) => new(PreflightStage, host, OutlookStep);

    public static PlannedStep Step(string name, Work work) => new(name, work, Timeout, Retry);

    /// <summary>What comes before the runbook's own stages.</summary>
    public static IEnumerable<PlannedStage> Before(ImmutableArray<string> hosts, Overhead asked, ApprovalRule approval)
    {
        // First of all, so that people hear in its thread when a survey fails.
        yield return RunItself(OpenStage, StageKind.Open, Step(HeaderStep, new Work.PostHeader()));
        yield return OnAll(SurveyStage, hosts, Step(SurveyStep, new Work.Survey()));
        if (LookedAt(asked) is { IsEmpty: false } looks)
            yield return OnAll(PreflightStage, hosts, looks);
        if (asked.KeepsBranch)
            yield return RunItself(CommitsStage, StageKind.Survey, Step(CommitsStep, new Work.ReadCommits()));
        yield return RunItself(
            AnnounceStage,
            StageKind.Announce,
            asked.OpensIssue
                ? [Step(IssueStep, new Work.OpenIssue()), Step(PlanStep, new Work.PostPlan())]
                : [Step(PlanStep, new Work.PostPlan())]);
        yield return RunItself(
            PrepareStage,
            StageKind.Prepare,
            [
                .. asked.Confirms ? (PlannedStep[])[Step(ConfirmStep, new Work.Confirm())] : [],
                .. asked.KeepsBranch ? (PlannedStep[])[Step(BranchStep, new Work.CreateRollbackBranch())] : [],
            ]) with
        { Gate = approval };
    }

    private static ImmutableArray<PlannedStep> LookedAt(Overhead asked)
    {
        ImmutableArray<PlannedStep> preflight = asked.Preflight is { } step ? [step] : [];
        return asked.LooksAhead ? [.. preflight, Step(OutlookStep, new Work.Outlook())] : preflight;
    }

    /// <summary>These only read, so that all hosts may be asked at once.</summary>
    private static PlannedStage OnAll(string name, ImmutableArray<string> hosts, params ImmutableArray<PlannedStep> steps) =>
        new(name, StageKind.Survey, hosts, steps, hosts.Length, null, null);

    private static PlannedStage RunItself(string name, StageKind kind, params ImmutableArray<PlannedStep> steps) =>
        new(name, kind, [], steps, 1, null, null);
}
