using System.Collections.Immutable;
using OlUpgrade.Runbooks;

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
    long Fence,
    ImmutableDictionary<StepPlace, StepProgress> Steps,
    ImmutableDictionary<string, GateProgress> Gates,
    ImmutableHashSet<string> Ignored,
    RunStatus? Ending,
    string? EndedBecause,
    DateTimeOffset? EndedAt)
{
    /// <summary>Which host waits for the window, as people were told; null when none does.</summary>
    public WindowWait? Awaited { get; init; }

    /// <summary>The hosts that an approver has begin outside the window.</summary>
    public ImmutableHashSet<string> Waived { get; init; } = [];

    /// <summary>How often the wall clock was moved under this run.</summary>
    public int ClockJumps { get; init; }

    public static Run Initial(RunId id) => new(
        id,
        Version: 0,
        Plan: null,
        PlanDigest: null,
        Requester: null,
        RequestKey: null,
        RequestedAt: null,
        Fence: 0,
        ImmutableDictionary<StepPlace, StepProgress>.Empty,
        ImmutableDictionary<string, GateProgress>.Empty,
        [],
        Ending: null,
        EndedBecause: null,
        EndedAt: null);

    /// <summary>True once a person ended the run and had its commands stopped.</summary>
    public bool StopsCommands { get; init; }

    public bool IsFinished => Ending is not null;

    /// <summary>True when it has ended and nothing it began still runs: its hosts are free.</summary>
    public bool IsSettled => IsFinished && !Steps.Values.Any(IsAtWork);

    public RunStatus Status => Ending ?? CurrentStatus();

    public StepProgress Step(StepPlace place) => Steps.GetValueOrDefault(place) ?? StepProgress.Untouched(place);

    public GateProgress Gate(string stage) => Gates.GetValueOrDefault(stage) ?? GateProgress.Closed(stage);

    /// <summary>The steps that wait for a person, in the plan's order.</summary>
    public IEnumerable<StepProgress> Stuck => Steps.Values
        .Where(step => step.NeedsPerson && !IsSetAside(step.Place.Host))
        .OrderBy(step => step.EndedAt)
        .ThenBy(step => step.Place.ToString(), StringComparer.Ordinal);

    /// <summary>Preflights that found something in the way, whether they will be asked again by themselves or not.</summary>
    public IEnumerable<StepProgress> Obstacles => Steps.Values.Where(step =>
        step is { Phase: StepPhase.Failed or StepPhase.RetryDue, Failure.Kind: FailureKind.NotReady });

    /// <summary>The first stage that is not done; null when all are.</summary>
    public PlannedStage? CurrentStage => Plan?.Stages.FirstOrDefault(stage => !IsDone(stage));

    public bool IsDone(PlannedStage stage) =>
        IsOpen(stage) && stage.Places.All(host => IsDone(stage, host));

    public bool IsDone(PlannedStage stage, string host) =>
        IsSetAside(host) || stage.Steps.All(step => Step(new(stage.Name, host, step.Name)).Phase == StepPhase.Succeeded);

    /// <summary>
    /// True for a host that a run which only reads has found wanting: nothing more is asked of it, and the others go on,
    /// so that people see the whole picture. A run that changes hosts sets none aside.
    /// </summary>
    public bool IsSetAside(string host) =>
        Plan is { OnlyReads: true } && host != StepPlace.NoHost && Steps.Values.Any(step => step.Place.Host == host && step.NeedsPerson);

    /// <summary>True when nobody need be asked before the stage, or enough people agreed.</summary>
    public bool IsOpen(PlannedStage stage) =>
        stage.Gate is not { } rule || Gate(stage.Name).ApprovedBy.Length >= rule.Needs;

    /// <summary>What a succeeded step left behind, or null.</summary>
    public Facts? Evidence(StepPlace place) =>
        Step(place) is { Phase: StepPhase.Succeeded } step ? step.Evidence : null;

    /// <summary>True for a command that is to be stopped on its host and was not yet seen to have ended.</summary>
    public bool IsToStop(StepProgress step) =>
        StopsCommands && step.Phase == StepPhase.Started && Plan!.Step(step.Place).Work.IsStoppable;

    /// <summary>True for a step that has begun something and not ended; time that passes is no work.</summary>
    private bool IsAtWork(StepProgress step) =>
        step.Phase == StepPhase.Started && Plan!.Step(step.Place).Work is not Work.Wait;

    private RunStatus CurrentStatus()
    {
        if (Stuck.Any(step => step.Phase == StepPhase.Unknown))
            return RunStatus.Unknown;
        if (Stuck.Any())
            return RunStatus.Paused;
        if (CurrentStage is { Gate: not null } stage && !IsOpen(stage))
            return RunStatus.AwaitingApproval;
        return Awaited is null || Steps.Values.Any(IsAtWork) ? RunStatus.Working : RunStatus.AwaitingWindow;
    }
}
