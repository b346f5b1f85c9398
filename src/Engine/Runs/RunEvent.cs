using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runs;

/// <summary>
/// What has happened to a run: a closed set, in the past tense. The discriminators are the storage format; they are
/// listed for ever in <c>tests/Spec/Storage/shipped-events.txt</c> and never change their meaning.
/// </summary>
[JsonPolymorphic(
    TypeDiscriminatorPropertyName = "event",
    UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization
)]
[JsonDerivedType(typeof(RunRequested), "run-requested")]
[JsonDerivedType(typeof(RunTakenOver), "run-taken-over")]
[JsonDerivedType(typeof(PlanMade), "plan-made")]
[JsonDerivedType(typeof(StepStarted), "step-started")]
[JsonDerivedType(typeof(StepSucceeded), "step-succeeded")]
[JsonDerivedType(typeof(StepFailed), "step-failed")]
[JsonDerivedType(typeof(RetryScheduled), "retry-scheduled")]
[JsonDerivedType(typeof(StepDoubted), "step-doubted")]
[JsonDerivedType(typeof(StepNotHappened), "step-not-happened")]
[JsonDerivedType(typeof(StepUnknown), "step-unknown")]
[JsonDerivedType(typeof(StepResumed), "step-resumed")]
[JsonDerivedType(typeof(DoubtSettled), "doubt-settled")]
[JsonDerivedType(typeof(PreflightOverridden), "preflight-overridden")]
[JsonDerivedType(typeof(HostAdopted), "host-adopted")]
[JsonDerivedType(typeof(StepSkipped), "step-skipped")]
[JsonDerivedType(typeof(StepRefused), "step-refused")]
[JsonDerivedType(typeof(HostExcluded), "host-excluded")]
[JsonDerivedType(typeof(NoteAdded), "note-added")]
[JsonDerivedType(typeof(RunHalted), "run-halted")]
[JsonDerivedType(typeof(RunResumed), "run-let-go-on")]
[JsonDerivedType(typeof(RollbackAsked), "rollback-asked")]
[JsonDerivedType(typeof(RollbackPlanned), "rollback-planned")]
[JsonDerivedType(typeof(RollbackRefused), "rollback-refused")]
[JsonDerivedType(typeof(HostRolledBack), "host-rolled-back")]
[JsonDerivedType(typeof(HostMixed), "host-mixed")]
[JsonDerivedType(typeof(ApprovalGiven), "approval-given")]
[JsonDerivedType(typeof(ApprovalWithdrawn), "approval-withdrawn")]
[JsonDerivedType(typeof(ApprovalVoided), "approval-voided")]
[JsonDerivedType(typeof(ApprovalReminded), "approval-reminded")]
[JsonDerivedType(typeof(DecisionReminded), "decision-reminded")]
[JsonDerivedType(typeof(ApprovalExpired), "approval-expired")]
[JsonDerivedType(typeof(ApprovalReopened), "approval-reopened")]
[JsonDerivedType(typeof(SignalIgnored), "signal-ignored")]
[JsonDerivedType(typeof(WindowAwaited), "window-awaited")]
[JsonDerivedType(typeof(WindowWaived), "window-waived")]
[JsonDerivedType(typeof(ClockJumped), "clock-jumped")]
[JsonDerivedType(typeof(RunRefused), "run-refused")]
[JsonDerivedType(typeof(RunAborted), "run-aborted")]
[JsonDerivedType(typeof(RunSucceeded), "run-succeeded")]
[JsonDerivedType(typeof(RunFailed), "run-failed")]
[JsonDerivedType(typeof(RunRolledBack), "run-rolled-back")]
[JsonDerivedType(typeof(BranchOffered), "branch-offered")]
[JsonDerivedType(typeof(BranchDeletionRequested), "branch-let-go")]
public abstract record RunEvent
{
    private RunEvent() { }

    /// <summary>
    /// Through which door a person decided it: <c>cli</c>, <c>slack</c>. Null for what no person decided.
    /// </summary>
    public string? Through { get; init; }

    /// <summary>The state that the person saw who decided it; null when they did not say.</summary>
    public int? SawState { get; init; }

    /// <summary>Somebody asked for the run; the plan is frozen with it.</summary>
    /// <param name="RequestKey">Names the request, so that the same request delivered twice is one run.</param>
    public sealed record RunRequested(string RequestKey, Person Requester, string Via, Plan Plan) : RunEvent;

    /// <summary>A hand took the run; every lower fence is void from here on.</summary>
    public sealed record RunTakenOver(string Holder, long Fence) : RunEvent;

    /// <summary>The hosts were surveyed and the plan has its digest: what an approval is of.</summary>
    public sealed record PlanMade(Digest Digest) : RunEvent;

    /// <summary>The intent to perform an attempt, with what was read before.</summary>
    public sealed record StepStarted(StepPlace Place, int Attempt, long Fence, Facts Before) : RunEvent;

    public sealed record StepSucceeded(StepPlace Place, int Attempt, Facts Evidence) : RunEvent;

    public sealed record StepFailed(StepPlace Place, int Attempt, Failure Failure, Facts Evidence) : RunEvent;

    /// <summary>The engine's decision to try a failed step again.</summary>
    public sealed record RetryScheduled(StepPlace Place, int Attempt, DateTimeOffset At) : RunEvent;

    /// <summary>It is not known what became of the attempt; it will be probed, at this time or later.</summary>
    public sealed record StepDoubted(StepPlace Place, int Attempt, string Doubt, DateTimeOffset ProbeAt) : RunEvent;

    /// <summary>The probe says that the attempt certainly did not happen; the next attempt may be performed.</summary>
    public sealed record StepNotHappened(StepPlace Place, int Attempt, string Sentence) : RunEvent;

    /// <summary>Not even the probe can tell; a person decides.</summary>
    public sealed record StepUnknown(StepPlace Place, int Attempt, string Doubt) : RunEvent;

    /// <summary>A person had a failed step tried again, or an unknown one probed again.</summary>
    /// <param name="LooksFirst">A failed step is begun again only if it is not found to be done by now.</param>
    public sealed record StepResumed(StepPlace Place, int Attempt, Person By, string? Reason, bool LooksFirst = false)
        : RunEvent;

    /// <summary>A person looked and said what became of an unknown attempt.</summary>
    public sealed record DoubtSettled(StepPlace Place, int Attempt, bool Happened, Person By, string? Reason)
        : RunEvent;

    /// <summary>An approver had the run go on in spite of what a preflight found.</summary>
    public sealed record PreflightOverridden(StepPlace Place, int Attempt, Person By, string Reason) : RunEvent;

    /// <summary>A person had the run take a host whose ledger refused it at this step.</summary>
    public sealed record HostAdopted(StepPlace Place, Person By, string Reason) : RunEvent;

    /// <summary>A person had the run go on without a failed step on one host.</summary>
    public sealed record StepSkipped(StepPlace Place, int Attempt, Person By, string Reason) : RunEvent;

    /// <summary>An approver said no to a step that nothing takes back: it was not begun, and people decide.</summary>
    public sealed record StepRefused(StepPlace Place, int Attempt, Person By, string? Reason) : RunEvent;

    /// <summary>Nothing more is done on this host.</summary>
    public sealed record HostExcluded(string Host, Person By, string Reason) : RunEvent;

    /// <summary>A person wrote something down that belongs to the run; it changes nothing.</summary>
    /// <param name="Key">Names the note, so that the same one delivered twice is one.</param>
    /// <param name="Via">By which way it came: <c>slack</c>, <c>cli</c>, <c>github</c>.</param>
    public sealed record NoteAdded(string Key, Person By, string Text, string Via) : RunEvent
    {
        /// <summary>Written on the tracking issue: it stands there already.</summary>
        public const string OnIssue = "github";
    }

    /// <summary>A person had nothing more begin.</summary>
    public sealed record RunHalted(Person By, string? Reason) : RunEvent;

    /// <summary>A person had a halted run go on.</summary>
    public sealed record RunResumed(Person By, string? Reason) : RunEvent;

    /// <summary>These hosts are to be brought back, newest first; what is in hand ends before.</summary>
    /// <param name="Target">What was said: a host, a stage, or <c>all</c>.</param>
    public sealed record RollbackAsked(
        string Target,
        ImmutableArray<string> Hosts,
        Person By,
        string? Reason,
        bool IsEmergency
    ) : RunEvent;

    /// <summary>What the rollback does, added to the plan: a stage for each host.</summary>
    public sealed record RollbackPlanned(ImmutableArray<PlannedStage> Stages) : RunEvent;

    /// <summary>An approver said no to the rollback: the run is again where it was before it turned.</summary>
    public sealed record RollbackRefused(string Stage, Person By, string? Reason) : RunEvent;

    /// <summary>Every fact that was noted before the work was read again and is what it was.</summary>
    public sealed record HostRolledBack(string Host) : RunEvent;

    /// <summary>The way back was gone, and the host is not what it was.</summary>
    public sealed record HostMixed(string Host, ImmutableArray<string> Differences) : RunEvent;

    public sealed record ApprovalGiven(string Stage, Digest Digest, Person By, string Via) : RunEvent;

    public sealed record ApprovalWithdrawn(string Stage, Person By, string Via) : RunEvent;

    /// <summary>An approval held no more when it was looked at again right before the first effect.</summary>
    public sealed record ApprovalVoided(string Stage, string By, string Why) : RunEvent;

    public sealed record ApprovalReminded(string Stage, int Reminder) : RunEvent;

    /// <summary>People were reminded that a step waits for their decision.</summary>
    public sealed record DecisionReminded(StepPlace Place, int Reminder) : RunEvent;

    public sealed record ApprovalExpired(string Stage) : RunEvent;

    /// <summary>A person had an expired question asked again.</summary>
    public sealed record ApprovalReopened(string Stage, Person By) : RunEvent;

    /// <summary>A signal that does not count, and why; said once to the person and then no more.</summary>
    public sealed record SignalIgnored(string Stage, string By, Refusal Why) : RunEvent;

    /// <summary>The host may not begin now: its window is closed, or too little of it is left.</summary>
    /// <param name="Until">When it may, as far as can be told; null when no such time is near.</param>
    public sealed record WindowAwaited(string Stage, string Host, DateTimeOffset? Until, string Why) : RunEvent;

    /// <summary>An approver had a host begin outside its window.</summary>
    public sealed record WindowWaived(string Stage, string Host, Person By, string Reason) : RunEvent;

    /// <summary>The wall clock was moved; every deadline that was set before moves with it.</summary>
    /// <param name="By">How far, forward or back.</param>
    /// <param name="Before">What the clock showed when it was last seen to go right.</param>
    public sealed record ClockJumped(TimeSpan By, DateTimeOffset Before) : RunEvent;

    public sealed record RunRefused(string Stage, Person By, string? Reason) : RunEvent;

    /// <summary>A person ended the run.</summary>
    /// <param name="Stops">What ran on a host was to be stopped there.</param>
    public sealed record RunAborted(Person By, string? Reason, bool Stops = false) : RunEvent;

    public sealed record RunSucceeded : RunEvent;

    /// <summary>A run that only reads has looked at all its hosts, and these are not as they should be.</summary>
    public sealed record RunFailed(ImmutableArray<string> Hosts) : RunEvent;

    /// <summary>The rollback has ended.</summary>
    /// <param name="Mixed">Those of its hosts that are not what they were.</param>
    public sealed record RunRolledBack(ImmutableArray<string> Hosts, ImmutableArray<string> Mixed) : RunEvent;

    /// <summary>
    /// The rollback branch was kept as long as the runbook says; people were told that it may be deleted.
    /// </summary>
    public sealed record BranchOffered : RunEvent;

    /// <summary>A person had the rollback branch deleted.</summary>
    public sealed record BranchDeletionRequested(Person By, string? Reason) : RunEvent;
}
