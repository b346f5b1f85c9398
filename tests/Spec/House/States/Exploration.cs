using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;

namespace OlUpgrade.Spec.House.States;

/// <summary>
/// Asks the decider what follows from everything that may happen, in every state that it reaches, and notes each
/// change of a run's status and of a step's phase. States that differ in nothing that a decision looks at count as
/// one.
/// </summary>
internal sealed class Exploration
{
    /// <summary>Far more than there are; a state that never repeats would have it run for ever.</summary>
    private const int MaxStates = 5_000;

    private static readonly TimeSpan BetweenMoves = TimeSpan.FromMinutes(1);

    private readonly HashSet<string> _seen = [];
    private readonly Queue<(Run Run, DateTimeOffset Now)> _ahead = new();

    private Exploration() { }

    public HashSet<Transition> OfRuns { get; } = [];

    public HashSet<Transition> OfSteps { get; } = [];

    /// <summary>What the first of these plans can go through, and the others from the first host on.</summary>
    public static Exploration Of(IEnumerable<Plan> plans)
    {
        var exploration = new Exploration();
        foreach (var (at, plan) in plans.Index())
            exploration.Explore(plan, isWhole: at == 0);
        return exploration;
    }

    private void Explore(Plan plan, bool isWhole)
    {
        _seen.Clear();
        var begun = Happened(
            Run.Initial(Some.Run),
            new RunEvent.RunRequested("key", Some.Requester, "test", plan),
            Some.Time
        );
        var (first, at) = (Happened(begun, new RunEvent.RunTakenOver("test", 1), Some.Time), Some.Time);
        if (!isWhole)
            (first, at) = UntilWork(first, at);
        Visit(first, at);
        while (_ahead.TryDequeue(out var state))
        {
            var (run, now) = (state.Run, state.Now + BetweenMoves);
            foreach (var command in Moves.Of(run, now))
                Visit(After(run, command, now), now);
            if (Agenda.NextWake(run, now) is { } wake && wake > now)
                Visit(run, wake);
        }
    }

    /// <summary>All that every run does before the first host is taken went well.</summary>
    private (Run, DateTimeOffset) UntilWork(Run run, DateTimeOffset now)
    {
        while (run.CurrentStage?.Kind != StageKind.Upgrade && Moves.Good(run, now) is { } command)
            (run, now) = (After(run, command, now), now + BetweenMoves);
        return (run, now);
    }

    private Run After(Run run, RunCommand command, DateTimeOffset now) =>
        run.Decide(command, now).Events.Aggregate(run, (after, happened) => Happened(after, happened, now));

    private void Visit(Run run, DateTimeOffset now)
    {
        if (_seen.Count > MaxStates)
            throw new InvalidOperationException($"More than {MaxStates} states: what tells them apart is no state.");
        if (_seen.Add(KeyOf(run, now)))
            _ahead.Enqueue((run, now));
    }

    private Run Happened(Run run, RunEvent happened, DateTimeOffset now)
    {
        var after = run.Evolve(new Entry(run.Id, run.Version + 1, now, happened));
        var name = EventCodec.NameOf(happened);
        OfRuns.Add(new(run.Version == 0 ? null : $"{run.Status}", name, $"{after.Status}"));
        foreach (var step in after.Steps.Values.Where(step => step != run.Steps.GetValueOrDefault(step.Place)))
            OfSteps.Add(new($"{run.Step(step.Place).Phase}", name, $"{step.Phase}"));
        return after;
    }

    /// <summary>What the next decision depends on, without times, attempts and what is over or set aside.</summary>
    private static string KeyOf(Run run, DateTimeOffset now) =>
        string.Join(
            ' ',
            [
                $"{run.Status} {run.HaltedBy is null} {run.StopsCommands} {run.Excluded.Count}",
                $"{run.RollbackCount > 0} {run.Rollback?.IsPlanned}",
                .. Agenda.Next(run, now.Add(BetweenMoves)).Select(intent => intent.GetType().Name),
                .. run
                    .Gates.Values.Where(_ => !run.IsFinished)
                    .Select(gate => $"{gate.Stage}{gate.AskedAt is null}{gate.ApprovedBy.Length}{gate.Expired}")
                    .Order(StringComparer.Ordinal),
                .. run
                    .Steps.Values.Where(step => IsAlive(run, step))
                    .Select(KeyOf)
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ]
        );

    private static bool IsAlive(Run run, StepProgress step) =>
        step.Phase == StepPhase.Started
        || (
            run.IsFinished
                ? step.IsOver && step.Place.Host != StepPlace.NoHost
                : run.IsAhead(step.Place.Stage) && !run.IsSetAside(step.Place.Host)
        );

    private static string KeyOf(StepProgress step) =>
        step.IsOver
            ? step.Place.Step
            : $"{step.Place.Step}={step.Phase}{step.IsBeingChecked}{step.Doubt is null}{step.StartedAt is null}";
}
