using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runs;

/// <summary>
/// What happened to a run: a closed set, in the past tense. The discriminators are a storage format: once listed in
/// <c>tests/Spec/Storage/shipped-events.txt</c>, a name stays there and keeps its meaning.
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
[JsonDerivedType(typeof(HostReturned), "host-returned")]
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

    /// <summary>The door that a person's decision came through, such as <c>slack</c>; null for other events.</summary>
    public string? Through { get; init; }

    /// <summary>The version of the run that the deciding person saw; null when they did not say.</summary>
    public int? SawState { get; init; }

    /// <summary>A person or a schedule requested the run; its plan is frozen from here on.</summary>
    /// <param name="RequestKey">Identifies the request: delivered twice, it still opens one run.</param>
    public sealed record RunRequested(string RequestKey, Person Requester, string Via, Plan Plan) : RunEvent;

    /// <summary>A worker took the run; lower fencing tokens are no longer valid.</summary>
    public sealed record RunTakenOver(string Holder, long Fence) : RunEvent;

    /// <summary>The hosts are surveyed, and the plan has the digest that an approval covers.</summary>
    /// <param name="Fleet">What other runs had left away; null in entries of releases that did not look.</param>
    public sealed record PlanMade(Digest Digest, FleetSeen? Fleet = null) : RunEvent;

    /// <summary>An attempt is about to be performed; <paramref name="Before"/> is what its preparation read.</summary>
    /// <param name="Fleet">Of a preflight and a take: what other runs had left away. Null for others.</param>
    public sealed record StepStarted(StepPlace Place, int Attempt, long Fence, Facts Before, FleetSeen? Fleet = null)
        : RunEvent;

    public sealed record StepSucceeded(StepPlace Place, int Attempt, Facts Evidence) : RunEvent;

    public sealed record StepFailed(StepPlace Place, int Attempt, Failure Failure, Facts Evidence) : RunEvent;

    /// <summary>The engine will retry a failed step at this time.</summary>
    public sealed record RetryScheduled(StepPlace Place, int Attempt, DateTimeOffset At) : RunEvent;

    /// <summary>The outcome of the attempt is in doubt; it will be probed, at this time or later.</summary>
    public sealed record StepDoubted(StepPlace Place, int Attempt, string Doubt, DateTimeOffset ProbeAt) : RunEvent;

    /// <summary>The probe proved that the attempt did not happen; the next attempt may start.</summary>
    public sealed record StepNotHappened(StepPlace Place, int Attempt, string Sentence) : RunEvent;

    /// <summary>Not even the probe could tell what happened; a person must decide.</summary>
    public sealed record StepUnknown(StepPlace Place, int Attempt, string Doubt) : RunEvent;

    /// <summary>A person resumed a failed step, which is retried, or an unknown one, which is probed again.</summary>
    /// <param name="LooksFirst">The failed step is probed first, and retried only if it is not done by now.</param>
    public sealed record StepResumed(StepPlace Place, int Attempt, Person By, string? Reason, bool LooksFirst = false)
        : RunEvent;

    /// <summary>A person looked and settled whether an unknown attempt happened.</summary>
    public sealed record DoubtSettled(StepPlace Place, int Attempt, bool Happened, Person By, string? Reason)
        : RunEvent;

    /// <summary>An approver let the run continue on this host despite what a preflight found.</summary>
    public sealed record PreflightOverridden(StepPlace Place, int Attempt, Person By, string Reason) : RunEvent;

    /// <summary>An operator let the run take a host whose ledger had refused this step.</summary>
    public sealed record HostAdopted(StepPlace Place, Person By, string Reason) : RunEvent;

    /// <summary>An operator let the run continue without a failed step on one host.</summary>
    public sealed record StepSkipped(StepPlace Place, int Attempt, Person By, string Reason) : RunEvent;

    /// <summary>An approver refused an irreversible step before it started; people decide how to continue.</summary>
    public sealed record StepRefused(StepPlace Place, int Attempt, Person By, string? Reason) : RunEvent;

    /// <summary>An operator excluded the host: nothing more starts on it.</summary>
    public sealed record HostExcluded(string Host, Person By, string Reason) : RunEvent;

    /// <summary>A person returned a host that this run had left out of service.</summary>
    /// <param name="IsByHand">True if the person vouches for it; false if its health questions held.</param>
    /// <param name="Proof">The answers of its health questions; empty if nobody asked.</param>
    public sealed record HostReturned(string Host, Person By, string? Reason, bool IsByHand, Facts Proof) : RunEvent;

    /// <summary>A person added a note to the run. It changes nothing else.</summary>
    /// <param name="Key">Identifies the note: delivered twice, it is still recorded once.</param>
    /// <param name="Via">The door it came through: <c>slack</c>, <c>cli</c>, <c>github</c>.</param>
    public sealed record NoteAdded(string Key, Person By, string Text, string Via) : RunEvent
    {
        /// <summary>Written on the tracking issue, so it need not be posted there.</summary>
        public const string OnIssue = "github";
    }

    /// <summary>An operator put the run on hold: nothing more starts.</summary>
    public sealed record RunHalted(Person By, string? Reason) : RunEvent;

    /// <summary>An operator resumed a run that was on hold.</summary>
    public sealed record RunResumed(Person By, string? Reason) : RunEvent;

    /// <summary>A rollback of these hosts was requested. It starts once nothing is in flight.</summary>
    /// <param name="Target">What the request named: a host, a stage, or <c>all</c>.</param>
    /// <param name="Returned">Hosts that this run left out of service and a later one returned; null for none.</param>
    public sealed record RollbackAsked(
        string Target,
        ImmutableArray<string> Hosts,
        Person By,
        string? Reason,
        bool IsEmergency,
        ImmutableSortedSet<string>? Returned = null
    ) : RunEvent;

    /// <summary>The stages of the rollback were added to the plan, one for each host.</summary>
    public sealed record RollbackPlanned(ImmutableArray<PlannedStage> Stages) : RunEvent;

    /// <summary>An approver refused the rollback; the run is back where it was before the request.</summary>
    public sealed record RollbackRefused(string Stage, Person By, string? Reason) : RunEvent;

    /// <summary>The proof held: every fact captured before the work was read again and is unchanged.</summary>
    public sealed record HostRolledBack(string Host) : RunEvent;

    /// <summary>The rollback of the host has ended, and some facts differ from before.</summary>
    public sealed record HostMixed(string Host, ImmutableArray<string> Differences) : RunEvent;

    /// <summary>An approver said yes at a gate.</summary>
    /// <param name="IsReaction">Given with a reaction in Slack; null in entries of releases that did not say.</param>
    public sealed record ApprovalGiven(string Stage, Digest Digest, Person By, string Via, bool? IsReaction = null)
        : RunEvent;

    public sealed record ApprovalWithdrawn(string Stage, Person By, string Via) : RunEvent;

    /// <summary>An approval no longer counted when it was checked again before an effect.</summary>
    /// <param name="By">The approver's name.</param>
    /// <param name="Accounts">The approver's accounts; null in the entries of releases that knew only names.</param>
    public sealed record ApprovalVoided(
        string Stage,
        string By,
        string Why,
        ImmutableSortedSet<string>? Accounts = null
    ) : RunEvent;

    public sealed record ApprovalReminded(string Stage, int Reminder) : RunEvent;

    /// <summary>People were reminded that a step waits for their decision.</summary>
    public sealed record DecisionReminded(StepPlace Place, int Reminder) : RunEvent;

    public sealed record ApprovalExpired(string Stage) : RunEvent;

    /// <summary>An operator had an expired question asked again.</summary>
    public sealed record ApprovalReopened(string Stage, Person By) : RunEvent;

    /// <summary>A signal did not count; the person is told why, once.</summary>
    public sealed record SignalIgnored(string Stage, string By, Refusal Why) : RunEvent;

    /// <summary>The host may not start now: its window is closed, or too little of it is left.</summary>
    /// <param name="Until">When it may start; null when no window is near.</param>
    public sealed record WindowAwaited(string Stage, string Host, DateTimeOffset? Until, string Why) : RunEvent;

    /// <summary>An approver allowed the host to start outside its window.</summary>
    public sealed record WindowWaived(string Stage, string Host, Person By, string Reason) : RunEvent;

    /// <summary>The wall clock jumped; deadlines set before the jump move with it.</summary>
    /// <param name="By">How far, forward or back.</param>
    /// <param name="Before">What the clock showed at the last check before the jump.</param>
    public sealed record ClockJumped(TimeSpan By, DateTimeOffset Before) : RunEvent;

    public sealed record RunRefused(string Stage, Person By, string? Reason) : RunEvent;

    /// <summary>An operator ended the run.</summary>
    /// <param name="Stops">Commands that were running on hosts are to be stopped.</param>
    public sealed record RunAborted(Person By, string? Reason, bool Stops = false) : RunEvent;

    public sealed record RunSucceeded : RunEvent;

    /// <summary>A read-only run has checked all its hosts, and these are unhealthy.</summary>
    public sealed record RunFailed(ImmutableArray<string> Hosts) : RunEvent;

    /// <summary>The rollback has ended.</summary>
    /// <param name="Mixed">Those of its hosts on which something differs from before.</param>
    public sealed record RunRolledBack(ImmutableArray<string> Hosts, ImmutableArray<string> Mixed) : RunEvent;

    /// <summary>The rollback branch was kept for as long as the runbook says, and its deletion is offered.</summary>
    public sealed record BranchOffered : RunEvent;

    /// <summary>An operator requested the deletion of the rollback branch.</summary>
    public sealed record BranchDeletionRequested(Person By, string? Reason) : RunEvent;
}
