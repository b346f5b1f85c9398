using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runs;

/// <summary>
/// One run: the fold of its journal and nothing else. It has no clock; callers pass the time in.
/// <c>Run.Decide.cs</c> decides what may happen next, <c>Run.Evolve.cs</c> applies what happened.
/// </summary>
/// <param name="Version">How many entries were folded. People name the state that they saw by this number.</param>
public sealed partial record Run(
    RunId Id,
    int Version,
    Plan? Plan,
    Digest? PlanDigest,
    Person? Requester,
    string? RequestKey,
    DateTimeOffset? RequestedAt,
    long FencingToken,
    ImmutableDictionary<StepPlace, StepProgress> Steps,
    ImmutableDictionary<string, GateProgress> Gates,
    ImmutableHashSet<string> Ignored,
    RunStatus? Ending,
    string? EndedBecause,
    DateTimeOffset? EndedAt
)
{
    /// <summary>The host that waits for the window, as reported to people; null when none waits.</summary>
    public WindowWait? Awaited { get; init; }

    /// <summary>Hosts that an approver allowed to start outside the window.</summary>
    public ImmutableHashSet<string> Waived { get; init; } = [];

    /// <summary>
    /// Hosts that an approver allowed to be taken in spite of the limit, each with the hosts that were away then.
    /// </summary>
    public ImmutableDictionary<string, ImmutableHashSet<string>> LimitWaived { get; init; } =
        ImmutableDictionary<string, ImmutableHashSet<string>>.Empty;

    /// <summary>What other runs had taken or left out of service when this run last looked, by host.</summary>
    public ImmutableSortedDictionary<string, AwayHost> Away { get; init; } =
        ImmutableSortedDictionary.Create<string, AwayHost>(StringComparer.Ordinal);

    /// <summary>Hosts that a person returned after this run had left them out of service, and when.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> ReturnedAt { get; init; } =
        ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>Whose accounts are whose, as far as the journal shows.</summary>
    public Identities Identities { get; init; } = Identities.None;

    /// <summary>How many clock jumps the run has recorded.</summary>
    public int ClockJumps { get; init; }

    /// <summary>Hosts that a person excluded, or the runbook: nothing more starts on them.</summary>
    public ImmutableHashSet<string> Excluded { get; init; } = [];

    /// <summary>Those of them that the runbook left out of the rollback, because they did not answer.</summary>
    public ImmutableHashSet<string> LeftOut { get; init; } = [];

    /// <summary>Hosts whose rollback has ended, each with what still differs; empty if the proof held.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> RolledBackHosts { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>When the rollback of each of those hosts ended.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> RolledBackAt { get; init; } =
        ImmutableSortedDictionary<string, DateTimeOffset>.Empty;

    /// <summary>The rollback in progress, or else the last one; null when none was requested.</summary>
    public Rollback? Rollback { get; init; }

    /// <summary>The keys of the notes that people added.</summary>
    public ImmutableHashSet<string> Noted { get; init; } = [];

    /// <summary>How many rollbacks were requested, including refused ones.</summary>
    public int RollbackCount { get; init; }

    /// <summary>Who put the run on hold; null while it is not on hold.</summary>
    public Person? HaltedBy { get; init; }

    /// <summary>The last decision that a person made; null before the first.</summary>
    public HumanDecision? LastDecision { get; init; }

    /// <summary>True once people were told that the rollback branch may be deleted.</summary>
    public bool IsBranchOffered { get; init; }

    /// <summary>Who requested the deletion of the rollback branch; null before that.</summary>
    public string? BranchDeletedBy { get; init; }

    public static Run Initial(RunId id) =>
        new(
            id,
            Version: 0,
            Plan: null,
            PlanDigest: null,
            Requester: null,
            RequestKey: null,
            RequestedAt: null,
            FencingToken: 0,
            ImmutableDictionary<StepPlace, StepProgress>.Empty,
            ImmutableDictionary<string, GateProgress>.Empty,
            [],
            Ending: null,
            EndedBecause: null,
            EndedAt: null
        );

    /// <summary>Steps that have started and have no outcome yet, oldest first. Waits are not among them.</summary>
    public IEnumerable<StepPlace> InFlight =>
        Steps.Values.Where(IsAtWork).OrderBy(step => step.StartedAt).Select(step => step.Place);

    /// <summary>True while commands of the run that still run on hosts are to be stopped there.</summary>
    public bool StopsCommands { get; init; }

    public bool IsFinished => Ending is not null;

    /// <summary>True when the run has ended and none of its steps is in flight: its hosts are free.</summary>
    public bool IsSettled => IsFinished && !Steps.Values.Any(IsAtWork);

    public RunStatus Status => Ending ?? CurrentStatus();

    public StepProgress Step(StepPlace place) => Steps.GetValueOrDefault(place) ?? StepProgress.Untouched(place);

    public GateProgress Gate(string stage) => Gates.GetValueOrDefault(stage) ?? GateProgress.Closed(stage);

    /// <summary>The steps that wait for a person, the longest waiting first.</summary>
    public IEnumerable<StepProgress> Stuck =>
        Steps
            .Values.Where(step => step.NeedsPerson && IsAhead(step.Place.Stage) && !IsSetAside(step.Place.Host))
            .OrderBy(step => step.EndedAt)
            .ThenBy(step => step.Place.ToString(), StringComparer.Ordinal);

    /// <summary>Preflights that found a problem, including those that will be retried.</summary>
    public IEnumerable<StepProgress> Obstacles =>
        Steps.Values.Where(step =>
            step is { Phase: StepPhase.Failed or StepPhase.RetryDue, Failure.Kind: FailureKind.NotReady }
        );

    /// <summary>The first stage that is not done; null when all stages are.</summary>
    public PlannedStage? CurrentStage => StagesAhead.FirstOrDefault(stage => !IsDone(stage));

    /// <summary>True while only steps of the rollback may start.</summary>
    public bool IsRollingBack => Rollback is not null && !IsFinished;

    /// <summary>The stages of the upgrade, or of a requested rollback, which has none until it is planned.</summary>
    public IEnumerable<PlannedStage> StagesAhead => (Plan?.Stages ?? []).Where(stage => IsAhead(stage.Name));

    /// <summary>True while a step that may change something is in flight. Read-only steps delay nothing.</summary>
    public bool HasWorkInFlight => Steps.Values.Any(step => IsAtWork(step) && !Plan!.Step(step.Place).Work.OnlyReads);

    /// <summary>True for a step that may change something other than what people read.</summary>
    public bool IsEffect(StepPlace place) => !AskStep.Is(place) && !Plan!.Step(place).Work.OnlyReads;

    public bool IsAhead(string stage) =>
        Rollback is null
            ? Plan!.Stage(stage).Kind != StageKind.Rollback
            : Rollback.IsPlanned && Rollback.Stages.Contains(stage);

    public bool IsDone(PlannedStage stage) => IsOpen(stage) && stage.Places.All(host => IsDone(stage, host));

    public bool IsDone(PlannedStage stage, string host) =>
        IsSetAside(host) || stage.Steps.All(step => Step(new(stage.Name, host, step.Name)).IsOver);

    /// <summary>
    /// True for a host on which nothing more starts while the others continue: a person excluded it, or a read-only run
    /// found it unhealthy.
    /// </summary>
    public bool IsSetAside(string host) => Excluded.Contains(host) || IsFoundUnhealthy(host);

    /// <summary>True for a host that a read-only run found unhealthy. The others are still checked.</summary>
    public bool IsFoundUnhealthy(string host) =>
        Plan is { OnlyReads: true }
        && host != StepPlace.NoHost
        && Steps.Values.Any(step => step.Place.Host == host && step.NeedsPerson);

    /// <summary>Who requested what this gate is about, and therefore cannot approve it.</summary>
    public Person AskedBy(Gate gate) =>
        Rollback is { IsPlanned: true } back && back.Stages.Contains(gate.Name) ? back.By : Requester!;

    /// <summary>True when the stage needs no approval, or has enough approvals.</summary>
    public bool IsOpen(PlannedStage stage) => Plans.Gate.Of(stage) is not { } gate || IsOpen(gate);

    /// <summary>True when enough people agreed.</summary>
    public bool IsOpen(Gate gate) => Consents(gate) >= gate.Rule.Needs;

    /// <summary>How many people agreed at a gate: distinct ones, none of whom asked for what waits there.</summary>
    public int Consents(Gate gate) => ConsentCount.Of(this, gate);

    /// <summary>Whether two people of this run are one, whatever they are called.</summary>
    public bool AreOne(Person one, Person other) => Identities.AreOne(one, other);

    /// <summary>
    /// The closed gate that the run is waiting at, whether its question is posted or not: the gate of the stage, or of
    /// the first host whose next step is irreversible. Null when no gate blocks the run, or when the run has ended.
    /// </summary>
    public Gate? CurrentGate
    {
        get
        {
            if (IsFinished || CurrentStage is not { } stage)
                return null;
            return IsOpen(stage)
                ? NextIn(stage).Select(GateBefore).FirstOrDefault(gate => gate is not null)
                : Plans.Gate.Of(stage);
        }
    }

    /// <summary>The closed gate in front of a step that would otherwise start now.</summary>
    public Gate? GateBefore(StepProgress step) =>
        step.Phase is StepPhase.Pending or StepPhase.RetryDue
        && Plans.Gate.Of(Plan!, step.Place) is { } gate
        && !IsOpen(gate)
            ? gate
            : null;

    /// <summary>The next or current step on each host of the stage whose turn it is.</summary>
    public IEnumerable<StepProgress> NextIn(PlannedStage stage) =>
        OutOfService
            .InTurn(this, stage)
            .Select(host =>
                stage.Steps.Select(step => Step(new(stage.Name, host, step.Name))).First(step => !step.IsOver)
            );

    /// <summary>The evidence of a step that succeeded; null for any other.</summary>
    public Facts? Evidence(StepPlace place) =>
        Step(place) is { Phase: StepPhase.Succeeded } step ? step.Evidence : null;

    /// <summary>True for a command that must be stopped on its host and is not known to have ended.</summary>
    public bool IsToStop(StepProgress step) =>
        StopsCommands
        && step.Phase == StepPhase.Started
        && !step.IsBeingChecked
        && Plan!.Step(step.Place).Work.IsStoppable;

    /// <summary>True for a step in flight. A wait is never in flight: nothing runs during it.</summary>
    private bool IsAtWork(StepProgress step) =>
        step.Phase == StepPhase.Started && Plan!.Step(step.Place).Work is not Work.Wait;

    private RunStatus CurrentStatus()
    {
        if (HaltedBy is not null)
            return RunStatus.Halted;
        if (Stuck.Any(step => step.Phase == StepPhase.Unknown))
            return RunStatus.Unknown;
        if (Stuck.Any())
            return RunStatus.Paused;
        if (CurrentGate is not null)
            return RunStatus.AwaitingApproval;
        if (Rollback is not null)
            return RunStatus.RollingBack;
        return Awaited is null || Steps.Values.Any(IsAtWork) ? RunStatus.Working : RunStatus.AwaitingWindow;
    }
}
