using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runs;

/// <summary>
/// One run: the fold of its journal and nothing else. Time is not in it; whoever asks brings it along.
/// <c>Run.Decide.cs</c> says what may happen next, <c>Run.Evolve.cs</c> what has happened.
/// </summary>
/// <param name="Version">How many entries were folded; the state that a person saw is named by it.</param>
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
    /// <summary>Which host waits for the window, as people were told; null when none does.</summary>
    public WindowWait? Awaited { get; init; }

    /// <summary>The hosts that an approver has begin outside the window.</summary>
    public ImmutableHashSet<string> Waived { get; init; } = [];

    /// <summary>How often the wall clock was moved under this run.</summary>
    public int ClockJumps { get; init; }

    /// <summary>Hosts on which nothing more is done.</summary>
    public ImmutableHashSet<string> Excluded { get; init; } = [];

    /// <summary>Hosts that were brought back, with what is not as it was: nothing where that was proved.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> RolledBackHosts { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>When each of those was brought back, or given up.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> RolledBackAt { get; init; } =
        ImmutableSortedDictionary<string, DateTimeOffset>.Empty;

    /// <summary>The rollback that is under way, or was the last; null when none was asked for.</summary>
    public Rollback? Rollback { get; init; }

    /// <summary>The notes that people wrote, by their keys.</summary>
    public ImmutableHashSet<string> Noted { get; init; } = [];

    /// <summary>How many rollbacks were asked for, those that were refused among them.</summary>
    public int RollbackCount { get; init; }

    /// <summary>Who had nothing more begin; null while nobody did.</summary>
    public Person? HaltedBy { get; init; }

    /// <summary>The last decision of a person; null before the first.</summary>
    public HumanDecision? LastDecision { get; init; }

    /// <summary>True once people were told that the rollback branch may be deleted.</summary>
    public bool IsBranchOffered { get; init; }

    /// <summary>Who had the rollback branch deleted; null while nobody did.</summary>
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

    /// <summary>What has begun on a host or outside and not ended, in order.</summary>
    public IEnumerable<StepPlace> InFlight =>
        Steps.Values.Where(IsAtWork).OrderBy(step => step.StartedAt).Select(step => step.Place);

    /// <summary>True once a person ended the run and had its commands stopped.</summary>
    public bool StopsCommands { get; init; }

    public bool IsFinished => Ending is not null;

    /// <summary>True when it has ended and nothing it began still runs: its hosts are free.</summary>
    public bool IsSettled => IsFinished && !Steps.Values.Any(IsAtWork);

    public RunStatus Status => Ending ?? CurrentStatus();

    public StepProgress Step(StepPlace place) => Steps.GetValueOrDefault(place) ?? StepProgress.Untouched(place);

    public GateProgress Gate(string stage) => Gates.GetValueOrDefault(stage) ?? GateProgress.Closed(stage);

    /// <summary>The steps that wait for a person, in the plan's order.</summary>
    public IEnumerable<StepProgress> Stuck =>
        Steps
            .Values.Where(step => step.NeedsPerson && IsAhead(step.Place.Stage) && !IsSetAside(step.Place.Host))
            .OrderBy(step => step.EndedAt)
            .ThenBy(step => step.Place.ToString(), StringComparer.Ordinal);

    /// <summary>
    /// Preflights that found something in the way, whether they will be asked again by themselves or not.
    /// </summary>
    public IEnumerable<StepProgress> Obstacles =>
        Steps.Values.Where(step =>
            step is { Phase: StepPhase.Failed or StepPhase.RetryDue, Failure.Kind: FailureKind.NotReady }
        );

    /// <summary>The first stage that is not done; null when all are.</summary>
    public PlannedStage? CurrentStage => StagesAhead.FirstOrDefault(stage => !IsDone(stage));

    /// <summary>True when nothing but what belongs to a rollback is begun any more.</summary>
    public bool IsRollingBack => Rollback is not null && !IsFinished;

    /// <summary>Those of the way on which the run is: forward, or back. None while it turns.</summary>
    public IEnumerable<PlannedStage> StagesAhead => (Plan?.Stages ?? []).Where(stage => IsAhead(stage.Name));

    /// <summary>
    /// True while a step that may change something has begun and not ended. Whoever only looks holds nobody up.
    /// </summary>
    public bool HasWorkInFlight => Steps.Values.Any(step => IsAtWork(step) && !Plan!.Step(step.Place).Work.OnlyReads);

    public bool IsAhead(string stage) =>
        Rollback is null
            ? Plan!.Stage(stage).Kind != StageKind.Rollback
            : Rollback.IsPlanned && Rollback.Stages.Contains(stage);

    public bool IsDone(PlannedStage stage) => IsOpen(stage) && stage.Places.All(host => IsDone(stage, host));

    public bool IsDone(PlannedStage stage, string host) =>
        IsSetAside(host) || stage.Steps.All(step => Step(new(stage.Name, host, step.Name)).IsOver);

    /// <summary>
    /// True for a host on which nothing more is done while the others go on: a person excluded it, or a run which only
    /// reads has found it wanting, so that people see the whole picture.
    /// </summary>
    public bool IsSetAside(string host) => Excluded.Contains(host) || IsFoundWanting(host);

    /// <summary>True for a host that a run which only reads does not find as it should be.</summary>
    public bool IsFoundWanting(string host) =>
        Plan is { OnlyReads: true }
        && host != StepPlace.NoHost
        && Steps.Values.Any(step => step.Place.Host == host && step.NeedsPerson);

    /// <summary>Who asked for what waits at this gate, and so cannot approve it.</summary>
    public Person AskedBy(Gate gate) =>
        Rollback is { IsPlanned: true } back && back.Stages.Contains(gate.Name) ? back.By : Requester!;

    /// <summary>True when nobody need be asked before the stage, or enough people agreed.</summary>
    public bool IsOpen(PlannedStage stage) => Plans.Gate.Of(stage) is not { } gate || IsOpen(gate);

    /// <summary>True when enough people agreed.</summary>
    public bool IsOpen(Gate gate) => Gate(gate.Name).ApprovedBy.Length >= gate.Rule.Needs;

    /// <summary>
    /// The gate at which the run stands, its question posted or not: that of the stage, or that of the first host whose
    /// next step nothing takes back. Null when none is closed before it, or when it has ended.
    /// </summary>
    public Gate? StandsAt
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

    /// <summary>The closed gate before a step that would begin now.</summary>
    public Gate? GateBefore(StepProgress step) =>
        step.Phase is StepPhase.Pending or StepPhase.RetryDue
        && Plans.Gate.Of(Plan!, step.Place) is { } gate
        && !IsOpen(gate)
            ? gate
            : null;

    /// <summary>
    /// The step that is next, or under way, on each host of the stage that may be out of service now.
    /// </summary>
    public IEnumerable<StepProgress> NextIn(PlannedStage stage) =>
        OutOfService
            .InTurn(this, stage)
            .Select(host =>
                stage.Steps.Select(step => Step(new(stage.Name, host, step.Name))).First(step => !step.IsOver)
            );

    /// <summary>What a succeeded step left behind, or null.</summary>
    public Facts? Evidence(StepPlace place) =>
        Step(place) is { Phase: StepPhase.Succeeded } step ? step.Evidence : null;

    /// <summary>True for a command that is to be stopped on its host and was not yet seen to have ended.</summary>
    public bool IsToStop(StepProgress step) =>
        StopsCommands
        && step.Phase == StepPhase.Started
        && !step.IsBeingChecked
        && Plan!.Step(step.Place).Work.IsStoppable;

    /// <summary>True for a step that has begun something and not ended; time that passes is no work.</summary>
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
        if (StandsAt is not null)
            return RunStatus.AwaitingApproval;
        if (Rollback is not null)
            return RunStatus.RollingBack;
        return Awaited is null || Steps.Values.Any(IsAtWork) ? RunStatus.Working : RunStatus.AwaitingWindow;
    }
}
