using Microsoft.Extensions.Logging;
using OlUpgrade.Calendar;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>
/// Takes one attempt through its life: prepare, write the intent down, perform, write the outcome down; or probe and
/// write the answer down. An activity that throws is a bug: its step is in doubt, never taken for done or not done.
/// </summary>
public sealed class StepRunner(
    Recorder recorder,
    ActivityCatalog catalog,
    Redactor redactor,
    TimeProvider time,
    ILogger<StepRunner> logger
)
{
    private const int MaxLoggedLines = 2_000;

    /// <summary>False when the hold is lost and nothing more may be done under it.</summary>
    public async Task<bool> PerformAsync(Run run, StepKey key, Lease hold, CancellationToken cancellation)
    {
        var tail = new OutputTail();
        var context = ContextOf(run, key, hold, tail);
        if (context.Step.Work is Runbooks.Work.Wait)
            return await RecordAsync(new RunCommand.BeginStep(key, hold.FencingToken, Facts.Empty), hold, cancellation)
                is not null;
        var prepared = await GuardAsync(
            key,
            () => catalog.Of(context.Step.Work).PrepareAsync(context, cancellation),
            cancellation
        );
        if (prepared is not Outcome.Succeeded ready)
            return await RecordAsync(new RunCommand.ReportOutcome(key, NotBegun(prepared)), hold, cancellation)
                is not null;
        var begun = await RecordAsync(
            new RunCommand.BeginStep(key, hold.FencingToken, redactor.Clean(ready.Evidence)),
            hold,
            cancellation
        );
        if (begun is not { IsChanged: true })
            return begun is not null;
        context = context with { Run = begun.Run, Before = ready.Evidence, Time = TimeOf(begun.Run, key) };
        var outcome = await GuardAsync(key, () => WithinAsync(context, cancellation), cancellation);
        return await RecordAsync(new RunCommand.ReportOutcome(key, WithTail(outcome, tail)), hold, cancellation)
            is not null;
    }

    /// <summary>False when the hold is lost.</summary>
    public Task<bool> ProbeAsync(Run run, StepKey key, Lease hold, CancellationToken cancellation) =>
        AnswerAsync(
            run,
            key,
            hold,
            (activity, context) =>
                context.Step.Work.OnlyReads
                    ? Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("It only reads and may be done again."))
                : run.Step(key.Place).IsBeingChecked ? activity.LookAsync(context, cancellation)
                : activity.ProbeAsync(context, cancellation),
            cancellation
        );

    /// <summary>False when the hold is lost.</summary>
    public Task<bool> StopAsync(Run run, StepKey key, Lease hold, CancellationToken cancellation) =>
        AnswerAsync(run, key, hold, (activity, context) => activity.StopAsync(context, cancellation), cancellation);

    private async Task<bool> AnswerAsync(
        Run run,
        StepKey key,
        Lease hold,
        Func<IActivity, StepContext, Task<ProbeAnswer>> ask,
        CancellationToken cancellation
    )
    {
        var tail = new OutputTail();
        var context = ContextOf(run, key, hold, tail) with { Before = run.Step(key.Place).Before };
        var answer = await GuardAsync(key, () => ask(catalog.Of(context.Step.Work), context), cancellation);
        if (answer is ProbeAnswer.Happened happened)
            answer = new ProbeAnswer.Happened(WithTail(happened.Outcome, tail));
        return await RecordAsync(new RunCommand.ReportProbe(key, redactor.Clean(answer)), hold, cancellation)
            is not null;
    }

    /// <summary>
    /// A read ends when its time is up. What may change something watches its own time, because it must be stopped on
    /// the host and seen to have ended.
    /// </summary>
    private async Task<Outcome> WithinAsync(StepContext context, CancellationToken cancellation)
    {
        var activity = catalog.Of(context.Step.Work);
        if (!context.Step.Work.OnlyReads || context.Step.Work is Runbooks.Work.Health)
            return await activity.PerformAsync(context, cancellation);
        using var limit = new CancellationTokenSource(context.Step.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await activity.PerformAsync(context, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            var took = $"{context.Key.Place} took longer than {TimeText.Of(context.Step.Timeout)}";
            return Outcome.Fail(FailureKind.TimedOut, $"{took}. It only reads; nothing was changed.");
        }
    }

    private StepContext ContextOf(Run run, StepKey key, Lease hold, OutputTail tail)
    {
        var plan = run.Plan!;
        var host = key.Place.Host == StepPlace.NoHost ? null : plan.Host(key.Place.Host);
        var lines = 0;
        return new StepContext(run, plan.Step(key.Place), host, key, hold, Facts.Empty, TimeOf(run, key), Output);

        void Output(string line)
        {
            var cleaned = redactor.Clean(line);
            tail.Add(cleaned);
            if (++lines <= MaxLoggedLines)
                logger.LogInformation("{Step} | {Line}", key, cleaned);
            if (lines == MaxLoggedLines)
                logger.LogInformation("{Step} | more follows: all of it is in the ledger on {Host}", key, host?.Name);
        }
    }

    private StepTime TimeOf(Run run, StepKey key)
    {
        var now = time.GetUtcNow();
        return new((run.Step(key.Place).StartedAt ?? now) + run.Plan!.Step(key.Place).Timeout - now, time);
    }

    private async Task<Recorded?> RecordAsync(RunCommand command, Lease hold, CancellationToken cancellation)
    {
        var recorded = await recorder.RecordAsync(hold.Run, command, hold, cancellation);
        return recorded.IsHoldLost ? null : recorded;
    }

    private async Task<Outcome> GuardAsync(StepKey key, Func<Task<Outcome>> act, CancellationToken cancellation)
    {
        try
        {
            return redactor.Clean(await act());
        }
        catch (Exception bug) when (!IsStop(bug, cancellation))
        {
            logger.LogError(bug, "{Step}: a mistake in this program", key);
            return new Outcome.Unknown(redactor.Clean(BugSentence(bug)));
        }
    }

    private async Task<ProbeAnswer> GuardAsync(StepKey key, Func<Task<ProbeAnswer>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask();
        }
        catch (Exception bug) when (!IsStop(bug, cancellation))
        {
            logger.LogError(bug, "{Step}: a mistake in this program", key);
            return new ProbeAnswer.CannotTell(BugSentence(bug));
        }
    }

    private static bool IsStop(Exception thrown, CancellationToken cancellation) =>
        thrown is WorkerKilledException
        || (thrown is OperationCanceledException && cancellation.IsCancellationRequested);

    private static Outcome WithTail(Outcome outcome, OutputTail tail) =>
        outcome switch
        {
            Outcome.Succeeded done => new Outcome.Succeeded(tail.AddTo(done.Evidence)),
            Outcome.Failed failed => new Outcome.Failed(failed.Failure, tail.AddTo(failed.Evidence)),
            _ => outcome,
        };

    /// <summary>What a failed preparation means: nothing was changed, whatever went wrong.</summary>
    private static Outcome NotBegun(Outcome prepared) =>
        prepared is Outcome.Unknown unknown
            ? Outcome.Fail(FailureKind.Unreachable, $"{unknown.Sentence} Nothing was changed.")
            : prepared;

    private static string BugSentence(Exception bug) =>
        $"A mistake in OlUpgrade itself ({bug.GetType().Name}: "
        + $"{bug.Message}). Please report it with the service's log.";
}
