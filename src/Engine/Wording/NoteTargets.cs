using System.Collections.Immutable;
using System.Diagnostics;
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

    private static ImmutableArray<NoteTarget> Nowhere { get; } = [];

    private static ImmutableArray<NoteTarget> ThreadOnly { get; } = [NoteTarget.Thread];

    private static ImmutableArray<NoteTarget> ThreadAndHeader { get; } = [NoteTarget.Thread, NoteTarget.Header];

    private static ImmutableArray<NoteTarget> Refresh { get; } = [NoteTarget.Header, NoteTarget.IssueBody];

    /// <summary>On the issue the report covers the end.</summary>
    private static ImmutableArray<NoteTarget> AtTheEnd { get; } =
    [NoteTarget.Thread, NoteTarget.Header, NoteTarget.Report, NoteTarget.IssueBody, NoteTarget.IssueClose];

    /// <summary>Empty for what only machines care about.</summary>
    public static ImmutableArray<NoteTarget> Of(RunEvent happened, Run after) =>
        happened switch
        {
            RunEvent.RunRequested or RunEvent.RunTakenOver or RunEvent.PlanMade or RunEvent.StepNotHappened => Nowhere,
            RunEvent.StepStarted e => OfStart(e.Place, e.Attempt, after),
            RunEvent.StepSucceeded e => OfSuccess(e.Place, after),
            RunEvent.StepFailed e => after.Step(e.Place).Phase == StepPhase.Failed ? Everywhere : Nowhere,
            RunEvent.RetryScheduled => ThreadOnly,
            RunEvent.StepDoubted e => after.Step(e.Place).Probes == 1 ? ThreadOnly : Nowhere,
            RunEvent.StepUnknown
            or RunEvent.StepResumed
            or RunEvent.DoubtSettled
            or RunEvent.PreflightOverridden
            or RunEvent.HostAdopted
            or RunEvent.StepSkipped
            or RunEvent.StepRefused
            or RunEvent.HostExcluded
            or RunEvent.HostReturned
            or RunEvent.RunHalted
            or RunEvent.RunResumed
            or RunEvent.WindowAwaited
            or RunEvent.WindowWaived
            or RunEvent.BranchOffered => Everywhere,
            RunEvent.BranchDeletionRequested => [.. Everywhere, NoteTarget.BranchDeletion],
            RunEvent.NoteAdded e => e.Via == RunEvent.NoteAdded.OnIssue
                ? ThreadOnly
                : [NoteTarget.Thread, NoteTarget.IssueComment],
            RunEvent.ClockJumped or RunEvent.SignalIgnored => ThreadOnly,
            RunEvent.DecisionReminded e => OfReminder(e.Reminder),
            RunEvent.ApprovalReminded e => OfReminder(e.Reminder),
            RunEvent.ApprovalGiven or RunEvent.ApprovalWithdrawn or RunEvent.ApprovalVoided => Everywhere,
            RunEvent.ApprovalExpired or RunEvent.ApprovalReopened => [NoteTarget.Thread, .. Refresh],
            RunEvent.RollbackAsked => after.Rollback!.From.IsFinished
                ? [.. Everywhere, NoteTarget.IssueReopen]
                : Everywhere,
            RunEvent.RollbackRefused => after.IsFinished ? [.. Everywhere, NoteTarget.IssueClose] : Everywhere,
            RunEvent.RollbackPlanned or RunEvent.HostRolledBack or RunEvent.HostMixed => Everywhere,
            RunEvent.RunRefused or RunEvent.RunSucceeded or RunEvent.RunFailed => AtTheEnd,
            RunEvent.RunAborted or RunEvent.RunRolledBack => WentWrong(after)
                ? [.. AtTheEnd, NoteTarget.PostMortem]
                : AtTheEnd,
            _ => throw new UnreachableException($"No target for {happened.GetType().Name}."),
        };

    private static ImmutableArray<NoteTarget> OfStart(StepPlace place, int attempt, Run after)
    {
        if (Milestones.StartsHost(place) && attempt == 1)
            return [NoteTarget.Thread, .. Refresh];
        if (Milestones.IsReboot(after, place) && OwnHost.Is(after, place.Host))
            return ThreadAndHeader;
        // Not the issue: between our read and our change of it a person's edit may be lost, and GitHub counts each
        // change.
        return attempt == 1 && Milestones.IsWork(after, place) ? [NoteTarget.Header] : Nowhere;
    }

    private static ImmutableArray<NoteTarget> OfSuccess(StepPlace place, Run after)
    {
        if (place == BuiltInSteps.PlanMessage)
            return Refresh;
        if (place == BuiltInSteps.Branch)
            return Everywhere;
        // When a run only reads, the end covers the healthy hosts; only an unhealthy one is reported at once.
        if (Milestones.EndsHost(after, place))
            return after.Plan!.OnlyReads ? Refresh : Everywhere;
        return Milestones.IsReboot(after, place) ? ThreadAndHeader : Nowhere;
    }

    private static ImmutableArray<NoteTarget> OfReminder(int reminder) =>
        reminder >= SecondReminder ? [NoteTarget.Thread, NoteTarget.SecondChannel] : ThreadOnly;

    /// <summary>Once for each run: a second rollback belongs to the first one's post-mortem.</summary>
    private static bool WentWrong(Run run) =>
        run.RollbackCount <= 1
        && (
            run.RollbackCount == 1 || run.Steps.Values.Any(step => step.NeedsPerson || step.Phase == StepPhase.Skipped)
        );
}
