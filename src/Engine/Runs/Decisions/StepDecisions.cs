using System.Diagnostics;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Runs.Decisions;

/// <summary>What follows from the executor's reports about steps.</summary>
internal static class StepDecisions
{
    /// <summary>How often an attempt is probed before a person is asked.</summary>
    public const int MaxProbes = 20;

    /// <summary>How many attempts may fail to happen before a person is asked.</summary>
    public const int MaxNotHappened = 10;

    public static TimeSpan ProbeEvery { get; } = TimeSpan.FromSeconds(15);

    public static Decision Begin(Run run, RunCommand.BeginStep begin)
    {
        var step = run.Step(begin.Key.Place);
        if (run.IsFinished || run.FencingToken != begin.FencingToken || step.Attempt != begin.Key.Attempt)
            return Decision.Nothing;
        if (step.Phase is not (StepPhase.Pending or StepPhase.RetryDue))
            return Decision.Nothing;
        if (
            begin.Fleet is { } fleet
            && run.Plan!.Step(step.Place).Work is Work.TakeHost
            && FleetRoom.Refusal(run, step.Place, fleet) is var (failure, evidence)
        )
            return Decision.Yes(new RunEvent.StepFailed(step.Place, step.Attempt, failure, evidence));
        var seen = begin.Fleet is { } known ? FleetRoom.Seen(run, known) : null;
        return Decision.Yes(new RunEvent.StepStarted(step.Place, step.Attempt, begin.FencingToken, begin.Before, seen));
    }

    public static Decision Report(Run run, RunCommand.ReportOutcome report, DateTimeOffset now)
    {
        var step = run.Step(report.Key.Place);
        if (step.Attempt != report.Key.Attempt || !MayEnd(step, report.Outcome))
            return Decision.Nothing;
        return report.Outcome switch
        {
            Outcome.Succeeded done => RollbackDecisions.Succeeded(run, new(step.Place, step.Attempt, done.Evidence)),
            Outcome.Failed failed
                when run.Plan!.Step(step.Place).Work is Work.Confirm && ApprovalVoid.Of(step, failed) is { } voided =>
                voided,
            Outcome.Failed failed => Failed(run, step, failed, report.Fleet, now),
            // The stop of the attempt reports what became of it.
            Outcome.Unknown when run.IsToStop(step) => Decision.Nothing,
            Outcome.Unknown unknown when step.Doubt is null => Doubt(step, unknown.Sentence, now),
            Outcome.Unknown => Decision.Nothing,
            _ => throw new UnreachableException("A fourth outcome."),
        };
    }

    public static Decision Report(Run run, RunCommand.ReportProbe report, DateTimeOffset now)
    {
        var step = run.Step(report.Key.Place);
        if (step.Attempt != report.Key.Attempt || step.Phase != StepPhase.Started)
            return Decision.Nothing;
        return report.Answer switch
        {
            ProbeAnswer.Happened { Outcome: Outcome.Unknown unknown } => Unknown(step, unknown.Sentence),
            ProbeAnswer.Happened happened => Report(
                run,
                new RunCommand.ReportOutcome(report.Key, happened.Outcome),
                now
            ),
            ProbeAnswer.DidNotHappen not => NotHappened(step, not.Sentence),
            ProbeAnswer.CannotTell doubt => Unknown(step, doubt.Sentence),
            ProbeAnswer.CannotAsk when step.ProbeAt > now => Decision.Nothing,
            ProbeAnswer.CannotAsk doubt => Doubt(step, doubt.Sentence, now + ProbeEvery),
            _ => throw new UnreachableException("A fifth answer."),
        };
    }

    public static Decision EndWait(Run run, RunCommand.EndWait end, DateTimeOffset now)
    {
        var step = run.Step(end.Key.Place);
        var isOver = run.Plan?.Step(step.Place).Work is Work.Wait wait && now >= step.StartedAt + wait.For;
        return isOver && step.Phase == StepPhase.Started && step.Attempt == end.Key.Attempt
            ? Decision.Yes(new RunEvent.StepSucceeded(step.Place, step.Attempt, Facts.Empty))
            : Decision.Nothing;
    }

    /// <summary>An attempt that has not started can only fail, in its preparation, which changes nothing.</summary>
    private static bool MayEnd(StepProgress step, Outcome outcome) =>
        step.Phase switch
        {
            StepPhase.Started => true,
            StepPhase.Pending or StepPhase.RetryDue => outcome is Outcome.Failed,
            _ => false,
        };

    private static Decision Failed(
        Run run,
        StepProgress step,
        Outcome.Failed failed,
        FleetState? fleet,
        DateTimeOffset now
    )
    {
        var happened = new RunEvent.StepFailed(step.Place, step.Attempt, failed.Failure, failed.Evidence);
        var rule = run.Plan!.Step(step.Place).Retry;
        var mayRetry =
            failed.Failure.Retryable
            && step.RetriesUsed + 1 < rule.Attempts
            && !run.IsFinished
            && run.IsAhead(step.Place.Stage);
        if (mayRetry)
            return Decision.Yes(happened, new RunEvent.RetryScheduled(step.Place, step.Attempt + 1, now + rule.Delay));
        return RollbackDecisions.IsLeftOut(run, step.Place, failed.Failure, fleet)
            ? Decision.Yes([happened, .. RollbackDecisions.LeaveOut(step.Place, failed.Failure)])
            : Decision.Yes(happened);
    }

    private static Decision Doubt(StepProgress step, string doubt, DateTimeOffset probeAt) =>
        step.Probes + 1 > MaxProbes
            ? Unknown(step, $"{doubt} It was probed {MaxProbes} times without an answer.")
            : Decision.Yes(new RunEvent.StepDoubted(step.Place, step.Attempt, doubt, probeAt));

    private static Decision NotHappened(StepProgress step, string sentence) =>
        step.NotHappenedCount + 1 < MaxNotHappened
            ? Decision.Yes(new RunEvent.StepNotHappened(step.Place, step.Attempt, sentence))
            : Decision.Yes(
                new RunEvent.StepFailed(
                    step.Place,
                    step.Attempt,
                    new Failure(
                        FailureKind.Unreachable,
                        $"It was begun {MaxNotHappened} times and never happened. {sentence}",
                        Retryable: false
                    ),
                    Facts.Empty
                )
            );

    private static Decision Unknown(StepProgress step, string doubt) =>
        Decision.Yes(new RunEvent.StepUnknown(step.Place, step.Attempt, doubt));
}
