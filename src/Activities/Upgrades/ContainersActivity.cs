using OlUpgrade.Calendar;
using OlUpgrade.Execution;
using OlUpgrade.Questions;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Makes sure that the expected containers run, and brings up those that do not (openlibrary #7667: the package was
/// installed, the host was up, and no container came back). Two checks some time apart must show no restart. Bringing
/// containers up is idempotent, so an attempt in doubt is judged by what runs and is never unknown.
/// </summary>
public sealed class ContainersActivity(IHostShell shell, LedgerWork ledger, HostPolling pace, TimeProvider time)
    : IActivity
{
    private const string TooShort = "the timeout was too short to confirm that they stay up.";

    public string Name => "containers";

    public async Task<Outcome> PrepareAsync(StepContext step, CancellationToken cancellation)
    {
        var (table, trouble) = await LookAsync(step, cancellation);
        return trouble
            ?? Outcome.Done(("missing-before", string.Join(' ', table!.NotRunning(step.TheHost.Containers))));
    }

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        if (step.Before.GetValueOrDefault("missing-before", "").Length == 0)
            return await AwaitStableAsync(step, cancellation);
        if (step.TheHost.BringUp is not { } script)
            return Outcome.Fail(
                FailureKind.Unhealthy,
                $"On {step.TheHost.Name} these containers do not run: {step.Before["missing-before"]}. "
                    + "The inventory has no script to bring them up.",
                retryable: false
            );
        if (await ledger.StartAsync(step, script, ScriptValues.Of(step), cancellation) is { } trouble)
            return trouble;
        return await ledger.FollowAsync(step, step.Time.Left, cancellation) switch
        {
            Outcome.Succeeded => await AwaitStableAsync(step, cancellation),
            Outcome.Failed failed => await WithContainersAsync(step, failed, cancellation),
            // It did not end: there is nothing to add to that.
            var unfinished => unfinished,
        };
    }

    /// <summary>
    /// Adds to the failure which containers are down or restarting, because the script's exit code does not say.
    /// </summary>
    private async Task<Outcome> WithContainersAsync(
        StepContext step,
        Outcome.Failed failed,
        CancellationToken cancellation
    )
    {
        var (table, _) = await LookAsync(step, cancellation);
        if (table is null)
            return failed;
        var missing = string.Join(", ", table.NotRunning(step.TheHost.Containers).Select(table.WithState));
        if (missing.Length > 0)
            return Unhealthy(failed, $"On {step.TheHost.Name} these containers do not run: {missing}.");
        return await AwaitStableAsync(step, cancellation) is Outcome.Failed unstable
            ? Unhealthy(failed, unstable.Failure.Sentence)
            : failed;
    }

    private static Outcome.Failed Unhealthy(Outcome.Failed failed, string problem) =>
        new(
            failed.Failure with
            {
                Kind = FailureKind.Unhealthy,
                Sentence = $"{problem} Bringing them up failed. {failed.Failure.Sentence}",
            },
            failed.Evidence
        );

    public Task<ProbeAnswer> StopAsync(StepContext step, CancellationToken cancellation) =>
        ledger.CancelAsync(step, cancellation);

    public async Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation)
    {
        var (report, doubt) = await ledger.LookAsync(step, cancellation);
        if (report is null)
            return doubt!;
        if (report.State == AttemptState.Running)
            await ledger.FollowAsync(step, step.Time.Left, cancellation);
        var (table, _) = await LookAsync(step, cancellation);
        if (table is null)
            return new ProbeAnswer.CannotAsk($"{step.TheHost.Name} did not report which containers run.");
        return table.NotRunning(step.TheHost.Containers).Any()
            ? new ProbeAnswer.DidNotHappen("Some containers do not run; it is safe to bring them up again.")
            : new ProbeAnswer.Happened(await AwaitStableAsync(step, cancellation));
    }

    private async Task<Outcome> AwaitStableAsync(StepContext step, CancellationToken cancellation)
    {
        var expected = step.TheHost.Containers;
        ContainerTable? earlier = null;
        var lastProblem = TooShort;
        while (step.Time.Left > TimeSpan.Zero)
        {
            var (table, trouble) = await LookAsync(step, cancellation);
            if (trouble is Outcome.Failed { Failure.Retryable: false })
                return trouble;
            var problem = trouble is Outcome.Failed failed
                ? failed.Failure.Sentence
                : Problem(table!, earlier, expected);
            if (problem.Length == 0 && earlier is not null)
                return Outcome.Done(("containers", string.Join(' ', expected)));
            lastProblem = problem.Length == 0 ? lastProblem : problem;
            earlier = problem.Length == 0 ? table : null;
            await time.PassAsync(earlier is null ? pace.Interval : pace.StableFor, cancellation);
        }

        return Outcome.Fail(
            FailureKind.Unhealthy,
            $"On {step.TheHost.Name}, after {TimeText.Of(step.Step.Timeout)}: {lastProblem}",
            retryable: false
        );
    }

    private static string Problem(ContainerTable table, ContainerTable? earlier, IReadOnlyCollection<string> expected)
    {
        if (string.Join(", ", table.NotRunning(expected)) is { Length: > 0 } missing)
            return $"these containers do not run: {missing}.";
        return
            earlier is not null && string.Join(", ", table.RestartedSince(earlier, expected)) is { Length: > 0 } looping
            ? $"these containers keep restarting: {looping}."
            : "";
    }

    private async Task<(ContainerTable? Table, Outcome? Trouble)> LookAsync(
        StepContext step,
        CancellationToken cancellation
    )
    {
        var reply = await shell.AskAsync(
            step.TheHost,
            ShellScript.Of(HostQuestions.Containers, HostQuestions.Deadline),
            cancellation
        );
        if (reply.Fault is { } fault)
            return (null, fault.OutcomeOfRead());
        return reply.Answer!.ExitCode == 0
            ? (ContainerTable.Read(reply.Answer.Output), null)
            : (
                null,
                Outcome.Fail(
                    FailureKind.Unhealthy,
                    $"Docker on {step.TheHost.Name} does not answer: {reply.Answer.Error.Trim()}"
                )
            );
    }
}
