using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs.Decisions;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Runs;

/// <summary>
/// What a run needs done next. Pure and deterministic: the same run at the same time gives the same agenda. An empty
/// agenda means that the run has ended, waits for a person, or has steps in flight.
/// </summary>
public static class Agenda
{
    /// <summary>When to look again at a window without a known opening, such as one in an unknown time zone.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromHours(1);

    public static ImmutableArray<Intent> Next(Run run, DateTimeOffset now)
    {
        if (run.Plan is null)
            return [];
        ImmutableArray<Intent> doubts = [.. Doubts(run, now), .. Stops(run, now)];
        if (run.IsFinished || run.HaltedBy is not null)
            return doubts;
        if (run.Rollback is { IsPlanned: false })
            return run.HasWorkInFlight ? doubts : [.. doubts, new Intent.Decide(new RunCommand.PlanRollback())];
        if (run.Stuck.Any())
            return [.. doubts, .. WhileStuck(run, now)];
        return
        [
            .. doubts,
            .. run.CurrentStage is { } stage ? InStage(run, stage, now) : [new Intent.Decide(new RunCommand.Finish())],
        ];
    }

    private static IEnumerable<Intent> WhileStuck(Run run, DateTimeOffset now)
    {
        if (RollbackDecisions.IsDueOnFailure(run))
            yield return new Intent.Decide(new RunCommand.RollBackOnFailure());
        else if (DecisionReminders.Next(run, now) is { } reminder)
            yield return reminder;
    }

    /// <summary>When the run next needs something by itself; null when only a signal can move it.</summary>
    public static DateTimeOffset? NextWake(Run run, DateTimeOffset now)
    {
        var intents = Next(run, now);
        if (intents.IsEmpty)
            return null;
        return intents.Any(intent => intent is not Intent.WakeAt)
            ? now
            : intents.OfType<Intent.WakeAt>().Min(intent => intent.At);
    }

    /// <summary>Attempts in doubt: their worker is gone, or cannot tell what became of them.</summary>
    private static IEnumerable<Intent> Doubts(Run run, DateTimeOffset now) =>
        from step in run.Steps.Values
        where
            step.Phase == StepPhase.Started
            && (step.FencingToken < run.FencingToken || step.Doubt is not null)
            && !IsWait(run, step)
            && !run.IsToStop(step)
        orderby step.StartedAt, step.Place.ToString()
        select step.ProbeAt > now
            ? (Intent)new Intent.WakeAt(step.ProbeAt.Value)
            : new Intent.ProbeStep(KeyOf(run, step));

    private static IEnumerable<Intent> Stops(Run run, DateTimeOffset now) =>
        from step in run.Steps.Values
        where run.IsToStop(step)
        orderby step.StartedAt, step.Place.ToString()
        select step.ProbeAt > now
            ? (Intent)new Intent.WakeAt(step.ProbeAt.Value)
            : new Intent.StopStep(KeyOf(run, step));

    private static IEnumerable<Intent> InStage(Run run, PlannedStage stage, DateTimeOffset now)
    {
        if (stage.Kind == StageKind.Announce && run.PlanDigest is null)
            return [new Intent.MakePlan()];
        var currentGate = run.CurrentGate;
        if (!run.IsOpen(stage))
            return AtGate(run, currentGate!, now);
        return run.NextIn(stage).SelectMany(step => OnHost(run, step, currentGate, now)).Distinct();
    }

    /// <summary>Only one gate asks at a time, so that an answer is never ambiguous.</summary>
    private static IEnumerable<Intent> OnHost(Run run, StepProgress step, Gate? currentGate, DateTimeOffset now)
    {
        if (run.GateBefore(step) is { } gate)
            return gate == currentGate ? AtGate(run, gate, now) : [];
        return WindowWait.Of(run, step.Place, now) is { } wait ? [ForWindow(run, wait, now)] : OnStep(run, step, now);
    }

    /// <summary>The wait is reported when it starts, and again when its end has changed.</summary>
    private static Intent ForWindow(Run run, WindowWait wait, DateTimeOffset now) =>
        wait.IsAnnounced(run)
            ? new Intent.WakeAt(wait.Until ?? now + LookAgainAfter)
            : new Intent.Decide(new RunCommand.AwaitWindow(wait.Stage));

    private static IEnumerable<Intent> OnStep(Run run, StepProgress step, DateTimeOffset now) =>
        step.Phase switch
        {
            StepPhase.Pending => [new Intent.PerformStep(KeyOf(run, step))],
            StepPhase.RetryDue when step.RetryAt > now => [new Intent.WakeAt(step.RetryAt.Value)],
            StepPhase.RetryDue => [new Intent.PerformStep(KeyOf(run, step))],
            StepPhase.Started when run.Plan!.Step(step.Place).Work is Work.Wait wait =>
            [
                WaitOver(run, step, wait, now),
            ],
            _ => [],
        };

    private static Intent WaitOver(Run run, StepProgress step, Work.Wait wait, DateTimeOffset now)
    {
        var over = step.StartedAt!.Value + wait.For;
        return over > now ? new Intent.WakeAt(over) : new Intent.Decide(new RunCommand.EndWait(KeyOf(run, step)));
    }

    private static IEnumerable<Intent> AtGate(Run run, Gate gate, DateTimeOffset now)
    {
        var answers = run.Gate(gate.Name);
        if (answers.AskedAt is not { } asked)
            return OnStep(run, run.Step(gate.Question), now);
        if (answers.Expired)
            return [];
        var expiry = asked + gate.Rule.Expires;
        if (expiry <= now)
            return [new Intent.Decide(new RunCommand.Expire(gate.Name))];
        var reminder = asked + (gate.Rule.Remind * (answers.Reminders + 1));
        if (reminder <= now)
            return [new Intent.Decide(new RunCommand.Remind(gate.Name, (int)((now - asked) / gate.Rule.Remind)))];
        return [new Intent.WakeAt(reminder < expiry ? reminder : expiry)];
    }

    private static bool IsWait(Run run, StepProgress step) => run.Plan!.Step(step.Place).Work is Work.Wait;

    private static StepKey KeyOf(Run run, StepProgress step) => new(run.Id, step.Place, step.Attempt);
}
