using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Wording;

/// <summary>Where each event is reported: the thread, the header, the issue, or nowhere.</summary>
internal static class NoteTargets
{
    /// <summary>From this reminder on, the runbook's second channel is notified too.</summary>
    private const int SecondReminder = 2;

    public static ImmutableArray<NoteTarget> Everywhere { get; } =
    [NoteTarget.Thread, NoteTarget.Header, NoteTarget.IssueComment, NoteTarget.IssueBody];

    private static ImmutableArray<NoteTarget> Refresh { get; } = [NoteTarget.Header, NoteTarget.IssueBody];

    /// <summary>On the issue the report tells of the end.</summary>
    private static ImmutableArray<NoteTarget> AtTheEnd { get; } =
    [NoteTarget.Thread, NoteTarget.Header, NoteTarget.Report, NoteTarget.IssueBody, NoteTarget.IssueClose];

    /// <summary>Empty for what only machines care about.</summary>
    public static ImmutableArray<NoteTarget> Of(RunEvent happened, Run after) =>
        happened switch
        {
            RunEvent.StepSucceeded { Place: var place } when place == BuiltInSteps.PlanMessage => Refresh,
            RunEvent.StepSucceeded { Place: var place } when place == BuiltInSteps.Branch => Everywhere,
            RunEvent.StepStarted { Place.Step: ReservedNames.TakeStep, Attempt: 1 } => [NoteTarget.Thread, .. Refresh],
            RunEvent.StepStarted { Place: var place } when IsReboot(after, place) && OwnHost.Is(after, place.Host) =>
            [
                NoteTarget.Thread,
                NoteTarget.Header,
            ],
            // Not the issue: between our read and our change of it a person's edit may be lost, and GitHub counts each
            // change.
            RunEvent.StepStarted { Place: var place, Attempt: 1 } when IsWork(after, place) => [NoteTarget.Header],
            // A look at many hosts is told by its end; only what is not well is told at once.
            RunEvent.StepSucceeded { Place: var place } when EndsHost(after, place) => after.Plan!.OnlyReads
                ? Refresh
                : Everywhere,
            RunEvent.StepSucceeded { Place: var place } when IsReboot(after, place) =>
            [
                NoteTarget.Thread,
                NoteTarget.Header,
            ],
            RunEvent.StepFailed { Place: var place } when after.Step(place).Phase == StepPhase.Failed => Everywhere,
            RunEvent.RetryScheduled => [NoteTarget.Thread],
            RunEvent.StepDoubted { Place: var place } when after.Step(place).Probes == 1 => [NoteTarget.Thread],
            _ => OfDecision(happened, after),
        };

    private static ImmutableArray<NoteTarget> OfDecision(RunEvent happened, Run after) =>
        happened switch
        {
            RunEvent.StepUnknown
            or RunEvent.StepResumed
            or RunEvent.DoubtSettled
            or RunEvent.PreflightOverridden
            or RunEvent.HostAdopted => Everywhere,
            RunEvent.StepSkipped
            or RunEvent.StepRefused
            or RunEvent.HostExcluded
            or RunEvent.RunHalted
            or RunEvent.RunResumed => Everywhere,
            RunEvent.RollbackRefused when after.IsFinished => [.. Everywhere, NoteTarget.IssueClose],
            RunEvent.RollbackAsked when after.Rollback!.From.IsFinished => [.. Everywhere, NoteTarget.IssueReopen],
            RunEvent.RollbackAsked
            or RunEvent.RollbackPlanned
            or RunEvent.RollbackRefused
            or RunEvent.HostRolledBack
            or RunEvent.HostMixed => Everywhere,
            RunEvent.ApprovalGiven or RunEvent.ApprovalWithdrawn or RunEvent.ApprovalVoided => Everywhere,
            RunEvent.NoteAdded { Via: RunEvent.NoteAdded.OnIssue } => [NoteTarget.Thread],
            RunEvent.NoteAdded => [NoteTarget.Thread, NoteTarget.IssueComment],
            RunEvent.BranchOffered => Everywhere,
            RunEvent.BranchDeletionRequested => [.. Everywhere, NoteTarget.BranchDeletion],
            RunEvent.WindowAwaited or RunEvent.WindowWaived => Everywhere,
            RunEvent.ClockJumped => [NoteTarget.Thread],
            RunEvent.ApprovalReminded { Reminder: >= SecondReminder }
            or RunEvent.DecisionReminded { Reminder: >= SecondReminder } =>
            [
                NoteTarget.Thread,
                NoteTarget.SecondChannel,
            ],
            RunEvent.ApprovalReminded or RunEvent.DecisionReminded or RunEvent.SignalIgnored => [NoteTarget.Thread],
            RunEvent.ApprovalExpired or RunEvent.ApprovalReopened => [NoteTarget.Thread, .. Refresh],
            _ => OfEnding(happened, after),
        };

    private static ImmutableArray<NoteTarget> OfEnding(RunEvent happened, Run after) =>
        happened switch
        {
            RunEvent.RunAborted or RunEvent.RunRolledBack when WentWrong(after) => [.. AtTheEnd, NoteTarget.PostMortem],
            RunEvent.RunRefused
            or RunEvent.RunAborted
            or RunEvent.RunSucceeded
            or RunEvent.RunFailed
            or RunEvent.RunRolledBack => AtTheEnd,
            _ => [],
        };

    /// <summary>Once for each run: what a second rollback does belongs to the first one's story.</summary>
    private static bool WentWrong(Run run) =>
        run.RollbackCount <= 1
        && (
            run.RollbackCount == 1 || run.Steps.Values.Any(step => step.NeedsPerson || step.Phase == StepPhase.Skipped)
        );

    private static bool IsWork(Run run, StepPlace place) =>
        place.Host != StepPlace.NoHost
        && !run.Plan!.OnlyReads
        && run.Plan.Stage(place.Stage).Kind is StageKind.Upgrade or StageKind.Rollback;

    private static bool IsReboot(Run run, StepPlace place) => run.Plan!.Step(place).Work is Runbooks.Work.Reboot;

    private static bool EndsHost(Run run, StepPlace place) =>
        place.Host != StepPlace.NoHost
        && run.Plan!.Stage(place.Stage) is { Kind: StageKind.Upgrade } stage
        && stage.Steps[^1].Name == place.Step
        && run.IsDone(stage, place.Host);
}
