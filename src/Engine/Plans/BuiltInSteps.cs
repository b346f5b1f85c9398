using System.Collections.Immutable;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Plans;

/// <summary>The stages and steps that the engine adds around those of every runbook.</summary>
public static class BuiltInSteps
{
    /// <summary>The fact in which the step that opens the issue lists the labels that the repository lacks.</summary>
    public const string MissingLabels = "missing-labels";

    /// <summary>For steps that wait for a package archive.</summary>
    private static readonly TimeSpan ArchiveTimeout = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    public static RetryRule Retry { get; } = new(3, TimeSpan.FromSeconds(10));

    public static StepPlace Issue { get; } =
        new(ReservedNames.AnnounceStage, StepPlace.NoHost, ReservedNames.IssueStep);

    public static StepPlace Header { get; } = new(ReservedNames.OpenStage, StepPlace.NoHost, ReservedNames.HeaderStep);

    public static StepPlace PlanMessage { get; } =
        new(ReservedNames.AnnounceStage, StepPlace.NoHost, ReservedNames.PlanStep);

    public static StepPlace Branch { get; } =
        new(ReservedNames.PrepareStage, StepPlace.NoHost, ReservedNames.BranchStep);

    public static StepPlace Commits { get; } =
        new(ReservedNames.CommitsStage, StepPlace.NoHost, ReservedNames.CommitsStep);

    /// <summary>The step that took the host that a later step works on.</summary>
    public static StepPlace TakeOf(StepPlace later) => later with { Step = ReservedNames.TakeStep };

    public static StepPlace Survey(string host) => new(ReservedNames.SurveyStage, host, ReservedNames.SurveyStep);

    public static StepPlace Outlook(string host) => new(ReservedNames.PreflightStage, host, ReservedNames.OutlookStep);

    public static PlannedStep Step(string name, Work work) => new(name, work, Timeout, Retry);

    /// <summary>The stages before the runbook's own.</summary>
    public static IEnumerable<PlannedStage> Before(
        ImmutableArray<string> hosts,
        BuiltInOptions options,
        ApprovalRule approval
    )
    {
        // First, so that its thread can report a survey that fails.
        yield return RunItself(
            ReservedNames.OpenStage,
            StageKind.Open,
            Step(ReservedNames.HeaderStep, new Work.PostHeader())
        );
        yield return OnAll(ReservedNames.SurveyStage, hosts, Step(ReservedNames.SurveyStep, new Work.Survey()));
        if (PreflightSteps(options) is { IsEmpty: false } steps)
            yield return OnAll(ReservedNames.PreflightStage, hosts, steps);
        if (options.KeepsBranch)
            yield return RunItself(
                ReservedNames.CommitsStage,
                StageKind.Survey,
                Step(ReservedNames.CommitsStep, new Work.ReadCommits())
            );
        yield return RunItself(
            ReservedNames.AnnounceStage,
            StageKind.Announce,
            options.OpensIssue
                ?
                [
                    Step(ReservedNames.IssueStep, new Work.OpenIssue()),
                    Step(ReservedNames.PlanStep, new Work.PostPlan()),
                ]
                : [Step(ReservedNames.PlanStep, new Work.PostPlan())]
        );
        yield return RunItself(
            ReservedNames.PrepareStage,
            StageKind.Prepare,
            [
                .. options.Confirms ? (PlannedStep[])[Step(ReservedNames.ConfirmStep, new Work.Confirm())] : [],
                .. options.KeepsBranch
                    ? (PlannedStep[])[Step(ReservedNames.BranchStep, new Work.CreateRollbackBranch())]
                    : [],
            ]
        ) with
        {
            Gate = approval,
        };
        if (options.Upgrades is { } packages)
            yield return OnAll(
                ReservedNames.DownloadStage,
                hosts,
                new PlannedStep(ReservedNames.DownloadStep, new Work.Download(packages), ArchiveTimeout, Retry)
            ) with
            {
                Kind = StageKind.Prepare,
            };
    }

    private static ImmutableArray<PlannedStep> PreflightSteps(BuiltInOptions options)
    {
        ImmutableArray<PlannedStep> preflight = options.Preflight is { } step ? [step] : [];
        if (options.Upgrades is { } packages)
            return
            [
                .. preflight,
                new(ReservedNames.OutlookStep, new Work.ReadTargets(packages), ArchiveTimeout, Retry),
            ];
        return options.LooksAhead ? [.. preflight, Step(ReservedNames.OutlookStep, new Work.Preview())] : preflight;
    }

    /// <summary>A stage that only reads, so all hosts are asked at once.</summary>
    private static PlannedStage OnAll(
        string name,
        ImmutableArray<string> hosts,
        params ImmutableArray<PlannedStep> steps
    ) => new(name, StageKind.Survey, hosts, steps, hosts.Length, null, null);

    /// <summary>A stage of the run itself, on no host.</summary>
    private static PlannedStage RunItself(string name, StageKind kind, params ImmutableArray<PlannedStep> steps) =>
        new(name, kind, [], steps, 1, null, null);
}
