using Microsoft.Extensions.Logging;
using OlUpgrade.Calendar;
using OlUpgrade.Execution.Approvals;
using OlUpgrade.Outputs;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Secrets;

namespace OlUpgrade.Execution;

/// <summary>
/// Takes one attempt through its life: prepare, record the intent, perform, record the outcome; or probe and record the
/// answer. An activity that throws has a bug: its step is in doubt, and counts neither as done nor as not done.
/// </summary>
public sealed class StepRunner(
    Recorder recorder,
    ActivityCatalog catalog,
    ApprovalCheck approvals,
    Redactor redactor,
    OutputFolder outputs,
    TimeProvider time,
    ILogger<StepRunner> logger
)
{
    /// <summary>False if the lease is lost, so that nothing more may be done under it.</summary>
    public async Task<bool> PerformAsync(Run run, StepKey key, Lease lease, CancellationToken cancellation)
    {
        using var output = new StepOutput(key, outputs, redactor, logger);
        var context = ContextOf(run, key, lease, output);
        if (context.Step.Work is Runbooks.Work.Wait)
            return await RecordAsync(
                new RunCommand.BeginStep(key, lease.FencingToken, Facts.Empty),
                lease,
                cancellation
            )
                is not null;
        var (voided, doubt) = await approvals.BeforeAsync(run, key.Place, cancellation);
        if (voided is not null)
            return await RecordAsync(voided, lease, cancellation) is not null;
        if (doubt is not null)
            return await RecordAsync(new RunCommand.ReportOutcome(key, Waiting(doubt)), lease, cancellation)
                is not null;
        var prepared = await GuardAsync(
            key,
            () => catalog.Of(context.Step.Work).PrepareAsync(context, cancellation),
            cancellation
        );
        if (prepared is not Outcome.Succeeded ready)
            return await RecordAsync(new RunCommand.ReportOutcome(key, NotStarted(prepared)), lease, cancellation)
                is not null;
        var started = await RecordAsync(
            new RunCommand.BeginStep(key, lease.FencingToken, redactor.Clean(ready.Evidence)),
            lease,
            cancellation
        );
        // A host for which there is no room is refused here: its step has failed, and nothing was begun.
        if (started is not { IsChanged: true } || started.Run.Step(key.Place).Phase != StepPhase.Started)
            return started is not null;
        context = context with { Run = started.Run, Before = ready.Evidence, Time = TimeOf(started.Run, key) };
        var outcome = await GuardAsync(key, () => WithinTimeoutAsync(context, cancellation), cancellation);
        return await RecordAsync(new RunCommand.ReportOutcome(key, output.AddTo(outcome)), lease, cancellation)
            is not null;
    }

    /// <summary>False if the lease is lost.</summary>
    public Task<bool> ProbeAsync(Run run, StepKey key, Lease lease, CancellationToken cancellation) =>
        AnswerAsync(
            run,
            key,
            lease,
            (activity, context) =>
                context.Step.Work.OnlyReads
                    ? Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("It only reads and may be repeated."))
                : run.Step(key.Place).IsBeingChecked ? activity.LookAsync(context, cancellation)
                : activity.ProbeAsync(context, cancellation),
            cancellation
        );

    /// <summary>False if the lease is lost.</summary>
    public Task<bool> StopAsync(Run run, StepKey key, Lease lease, CancellationToken cancellation) =>
        AnswerAsync(run, key, lease, (activity, context) => activity.StopAsync(context, cancellation), cancellation);

    private async Task<bool> AnswerAsync(
        Run run,
        StepKey key,
        Lease lease,
        Func<IActivity, StepContext, Task<ProbeAnswer>> ask,
        CancellationToken cancellation
    )
    {
        using var output = new StepOutput(key, outputs, redactor, logger);
        var context = ContextOf(run, key, lease, output) with { Before = run.Step(key.Place).Before };
        var answer = await GuardAsync(key, () => ask(catalog.Of(context.Step.Work), context), cancellation);
        if (answer is ProbeAnswer.Happened happened)
            answer = new ProbeAnswer.Happened(output.AddTo(happened.Outcome));
        return await RecordAsync(new RunCommand.ReportProbe(key, redactor.Clean(answer)), lease, cancellation)
            is not null;
    }

    /// <summary>
    /// Ends a read when its time is up. Work that may change something watches its own time, because it must be stopped
    /// on the host and must be seen to have ended.
    /// </summary>
    private async Task<Outcome> WithinTimeoutAsync(StepContext context, CancellationToken cancellation)
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

    private StepContext ContextOf(Run run, StepKey key, Lease lease, StepOutput output)
    {
        var plan = run.Plan!;
        var host = key.Place.Host == StepPlace.NoHost ? null : plan.Host(key.Place.Host);
        return new StepContext(run, plan.Step(key.Place), host, key, lease, Facts.Empty, TimeOf(run, key), output.Add);
    }

    private StepTime TimeOf(Run run, StepKey key)
    {
        var now = time.GetUtcNow();
        return new((run.Step(key.Place).StartedAt ?? now) + run.Plan!.Step(key.Place).Timeout - now, time);
    }

    private async Task<Recorded?> RecordAsync(RunCommand command, Lease lease, CancellationToken cancellation)
    {
        var recorded = await recorder.RecordAsync(lease.Run, command, lease, cancellation);
        return recorded.IsLeaseLost ? null : recorded;
    }

    private async Task<Outcome> GuardAsync(StepKey key, Func<Task<Outcome>> act, CancellationToken cancellation)
    {
        try
        {
            return redactor.Clean(await act());
        }
        catch (Exception bug) when (!IsStopping(bug, cancellation))
        {
            logger.LogError(bug, "{Step}: a bug in OlUpgrade", key);
            return new Outcome.Unknown(redactor.Clean(BugSentence(bug)));
        }
    }

    private async Task<ProbeAnswer> GuardAsync(StepKey key, Func<Task<ProbeAnswer>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask();
        }
        catch (Exception bug) when (!IsStopping(bug, cancellation))
        {
            logger.LogError(bug, "{Step}: a bug in OlUpgrade", key);
            return new ProbeAnswer.CannotTell(BugSentence(bug));
        }
    }

    private static bool IsStopping(Exception thrown, CancellationToken cancellation) =>
        thrown is OperationCanceledException && cancellation.IsCancellationRequested;

    /// <summary>It is tried again by the step's own rule, and then waits for a person.</summary>
    private static Outcome Waiting(string doubt) =>
        Outcome.Fail(FailureKind.Unreachable, $"{doubt} Nothing was started.", retryable: true);

    /// <summary>A failed preparation as an outcome: nothing was changed, whatever went wrong.</summary>
    private static Outcome NotStarted(Outcome prepared) =>
        prepared is Outcome.Unknown unknown
            ? Outcome.Fail(FailureKind.Unreachable, $"{unknown.Sentence} Nothing was changed.")
            : prepared;

    private static string BugSentence(Exception bug) =>
        $"This is a bug in OlUpgrade ({bug.GetType().Name}: {bug.Message}). Please report it with the service's log.";
}
