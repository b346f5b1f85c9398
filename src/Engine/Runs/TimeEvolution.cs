using System.Collections.Immutable;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs.Decisions;

namespace OlUpgrade.Runs;

/// <summary>
/// How a run follows the clock on the wall: what it waits for in a window, and its deadlines when the clock was moved.
/// A window is a truth of the wall clock and does not move with it.
/// </summary>
internal static class TimeEvolution
{
    /// <summary>The host that waited has begun.</summary>
    public static Run Begun(Run run, StepPlace place) =>
        run.Awaited is { } wait && wait.Stage == place.Stage && wait.Host == place.Host
            ? run with
            {
                Awaited = null,
            }
            : run;

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
    /// When something was, by the clock as it goes now. What came behind the jump is right already; what cannot be told
    /// apart from it (the clock showed the same time twice) stays, so that a deadline may come late and never early.
    /// </summary>
    private static DateTimeOffset? Moved(DateTimeOffset? was, RunEvent.ClockJumped jump, DateTimeOffset at)
    {
        if (jump.By > TimeSpan.Zero)
            return Earlier(was + jump.By, at);
        return was >= jump.Before + jump.By && was <= at ? was : was + jump.By;
    }

    /// <summary>A pause that is set anew is never longer than a whole one from now on.</summary>
    private static DateTimeOffset? Earlier(DateTimeOffset? moved, DateTimeOffset latest) =>
        moved > latest ? latest : moved;
}
