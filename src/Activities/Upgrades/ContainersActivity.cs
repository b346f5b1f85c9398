using OlUpgrade.Calendar;
using OlUpgrade.Execution;
using OlUpgrade.Questions;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Sees that the expected containers run and brings up those that do not (openlibrary #7667: the package was installed,
/// the host was up, and no container came back). Two looks apart must show no restarts. Bringing up is convergent, so
/// a doubted attempt is judged by what runs; it is never unknown.
/// </summary>
public sealed class ContainersActivity(IHostShell shell, LedgerWork ledger, HostPolling pace, TimeProvider time)
    : IActivity
{
    private const string TooShort = "the time was too short to see them stay up.";

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
            return await AwaitSteadyAsync(step, cancellation);
        if (step.TheHost.BringUp is not { } script)
            return Outcome.Fail(
                FailureKind.Unhealthy,
                $"On {step.TheHost.Name} these containers do not run: "
                    + $"{step.Before["missing-before"]}. The inventory names no way to bring them "
                    + "up.",
                retryable: false
            );
        if (await ledger.StartAsync(step, script, Facts.Empty, cancellation) is { } trouble)
            return trouble;
        return await ledger.FollowAsync(step, step.Time.Left, cancellation) switch
        {
            Outcome.Succeeded => await AwaitSteadyAsync(step, cancellation),
            Outcome.Failed failed => await NamedAsync(step, failed, cancellation),
            var ended => ended,
        };
    }

    /// <summary>
    /// An exit code of the script tells nobody which container is away, or restarts in a loop: the host is asked.
    /// </summary>
    private async Task<Outcome> NamedAsync(StepContext step, Outcome.Failed failed, CancellationToken cancellation)
    {
        var (table, _) = await LookAsync(step, cancellation);
        if (table is null)
            return failed;
        var missing = string.Join(", ", table.NotRunning(step.TheHost.Containers).Select(table.WithState));
        if (missing.Length > 0)
            return Unwell(failed, $"On {step.TheHost.Name} these containers do not run: {missing}.");
        return await AwaitSteadyAsync(step, cancellation) is Outcome.Failed restless
            ? Unwell(failed, restless.Failure.Sentence)
            : failed;
    }

    private static Outcome.Failed Unwell(Outcome.Failed failed, string seen) =>
        new(
            failed.Failure with
            {
                Kind = FailureKind.Unhealthy,
                Sentence = $"{seen} Bringing them up failed. {failed.Failure.Sentence}",
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
            return new ProbeAnswer.CannotAsk($"{step.TheHost.Name} did not tell which containers run.");
        return table.NotRunning(step.TheHost.Containers).Any()
            ? new ProbeAnswer.DidNotHappen("Some of the containers do not run; bringing them up again does no harm.")
            : new ProbeAnswer.Happened(await AwaitSteadyAsync(step, cancellation));
    }

    private async Task<Outcome> AwaitSteadyAsync(StepContext step, CancellationToken cancellation)
    {
        var expected = step.TheHost.Containers;
        ContainerTable? earlier = null;
        var seen = TooShort;
        while (step.Time.Left > TimeSpan.Zero)
        {
            var (table, trouble) = await LookAsync(step, cancellation);
            if (trouble is Outcome.Failed { Failure.Retryable: false })
                return trouble;
            var wrong = trouble is Outcome.Failed failed ? failed.Failure.Sentence : Seen(table!, earlier, expected);
            if (wrong.Length == 0 && earlier is not null)
                return Outcome.Done(("containers", string.Join(' ', expected)));
            seen = wrong.Length == 0 ? seen : wrong;
            earlier = wrong.Length == 0 ? table : null;
            await time.PassAsync(earlier is null ? pace.Look : pace.Steady, cancellation);
        }

        return Outcome.Fail(
            FailureKind.Unhealthy,
            $"On {step.TheHost.Name}, after {TimeText.Of(step.Step.Timeout)}: {seen}",
            retryable: false
        );
    }

    private static string Seen(ContainerTable table, ContainerTable? earlier, IReadOnlyCollection<string> expected)
    {
        if (string.Join(", ", table.NotRunning(expected)) is { Length: > 0 } missing)
            return $"these containers do not run: {missing}.";
        return
            earlier is not null && string.Join(", ", table.RestartedSince(earlier, expected)) is { Length: > 0 } looping
            ? $"these containers restart again and again: {looping}."
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
