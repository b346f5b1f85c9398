using System.Collections.Immutable;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs.Decisions;

namespace OlUpgrade.Runs;

/// <summary>
/// Applies the wall clock to a run: waits for the window, and clock jumps, which move its deadlines. Windows are
/// wall-clock times and do not move.
/// </summary>
internal static class TimeEvolution
{
    /// <summary>Ends the wait if this is the host that waited.</summary>
    public static Run Begun(Run run, StepPlace place) =>
        run.Awaited is { } wait && wait.Stage == place.Stage && wait.Host == place.Host
            ? run with
            {
                Awaited = null,
            }
            : run;

    /// <summary>
    /// Ends the wait of a host that was set aside. If another host waits for the window too, that is reported next.
    /// </summary>
    public static Run WithoutIdleWait(Run run) =>
        run.Awaited is { } wait && run.IsSetAside(wait.Host) ? run with { Awaited = null } : run;

    public static Run Moved(Run run, RunEvent.ClockJumped jump, DateTimeOffset at) =>
        run with
        {
            ClockJumps = run.ClockJumps + 1,
            Steps = run.Steps.ToImmutableDictionary(step => step.Key, step => Moved(run, step.Value, jump, at)),
            Gates = run.Gates.ToImmutableDictionary(
                gate => gate.Key,
                gate => gate.Value with { AskedAt = Moved(gate.Value.AskedAt, jump, at) }
            ),
        };

    private static StepProgress Moved(Run run, StepProgress step, RunEvent.ClockJumped jump, DateTimeOffset at)
    {
        if (step.Phase == StepPhase.RetryDue)
            return step with { RetryAt = Earlier(step.RetryAt + jump.By, at + run.Plan!.Step(step.Place).Retry.Delay) };
        return step.Phase != StepPhase.Started
            ? step
            : step with
            {
                StartedAt = Moved(step.StartedAt, jump, at),
                ProbeAt = Earlier(step.ProbeAt + jump.By, at + StepDecisions.ProbeEvery),
            };
    }

    /// <summary>
    /// An earlier time by the clock as it reads now. Times from after the jump are right already. When the clock went
    /// back, some times exist twice; those stay, so that a deadline may come late but never early.
    /// </summary>
    private static DateTimeOffset? Moved(DateTimeOffset? was, RunEvent.ClockJumped jump, DateTimeOffset at)
    {
        if (jump.By > TimeSpan.Zero)
            return Earlier(was + jump.By, at);
        return was >= jump.Before + jump.By && was <= at ? was : was + jump.By;
    }

    /// <summary>A moved deadline is never further away than a new one would be.</summary>
    private static DateTimeOffset? Earlier(DateTimeOffset? moved, DateTimeOffset latest) =>
        moved > latest ? latest : moved;
}
