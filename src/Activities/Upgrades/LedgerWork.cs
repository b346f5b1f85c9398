using System.Globalization;
using OlUpgrade.Calendar;
using OlUpgrade.Execution;
using OlUpgrade.Questions;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Runs a script through the host's ledger: starts it once, follows it to its end over any number of connections, stops
/// it after its timeout, and finds it again after a restart of the service.
/// </summary>
public sealed class LedgerWork(IHostShell shell, HostPolling pace, TimeProvider time)
{
    private const int MaxWords = 300;
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan OutputDeadline = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Starts the script as this attempt; null if it started, otherwise the outcome of the failed start.
    /// </summary>
    public async Task<Outcome?> StartAsync(
        StepContext step,
        string script,
        Facts values,
        CancellationToken cancellation
    )
    {
        var start = await shell.StartAsync(
            step.TheHost,
            AttemptOf(step),
            new ShellScript(script, values, StartDeadline),
            cancellation
        );
        return start.Fault?.OutcomeOfAct();
    }

    /// <summary>Follows the attempt to its end and judges it by its exit code.</summary>
    /// <param name="timeout">After this the attempt is stopped.</param>
    /// <param name="outputBytes">
    /// How much output there already is if an earlier worker started the attempt: only the end of it is read.
    /// </param>
    public async Task<Outcome> FollowAsync(
        StepContext step,
        TimeSpan timeout,
        CancellationToken cancellation,
        long outputBytes = 0
    )
    {
        using var limit = new CancellationTokenSource(
            timeout > TimeSpan.Zero ? timeout : TimeSpan.FromMilliseconds(1),
            time
        );
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var reader = new OutputReader(step.Output, outputBytes);
        var lastSeen = "";
        try
        {
            var reply = await SshRetry.ReadAsync(
                async token =>
                {
                    var seen = await shell.FollowAsync(
                        step.TheHost,
                        AttemptOf(step),
                        reader.Position,
                        reader.Receive,
                        token
                    );
                    lastSeen = seen.Fault?.Sentence ?? lastSeen;
                    return seen;
                },
                seen => seen.Fault?.IsPassing() == true,
                () => pace.ReconnectDelay,
                time,
                either.Token
            );
            return reply.Answer is { } report
                ? Judge(step, report, reader.LastError)
                : new Outcome.Unknown(reply.Fault!.Sentence);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return await StopAsync(step, lastSeen, cancellation);
        }
    }

    /// <summary>
    /// Judges an attempt that ended while no worker followed it, and reads the end of its output. If that takes longer
    /// than 60 s, the verdict is given without it.
    /// </summary>
    public async Task<Outcome> ReadAsync(StepContext step, AttemptReport report, CancellationToken cancellation) =>
        Judge(step, report, (await ReadOutputAsync(step, report, step.Output, cancellation)).LastError);

    /// <summary>
    /// What an attempt that has ended printed, in one line of at most 300 characters; also kept as its output.
    /// </summary>
    public async Task<string> WordsAsync(StepContext step, AttemptReport report, CancellationToken cancellation)
    {
        var said = "";
        await ReadOutputAsync(step, report, Hear, cancellation);
        return said.Length > MaxWords ? said[..MaxWords] + "…" : said;

        void Hear(string line)
        {
            step.Output(line);
            said = said.Length > MaxWords ? said : $"{said} {line.Trim()}".Trim();
        }
    }

    private async Task<OutputReader> ReadOutputAsync(
        StepContext step,
        AttemptReport report,
        Action<string> output,
        CancellationToken cancellation
    )
    {
        using var limit = new CancellationTokenSource(OutputDeadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var reader = new OutputReader(output, report.OutputBytes);
        try
        {
            await shell.FollowAsync(step.TheHost, AttemptOf(step), reader.Position, reader.Receive, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The output read so far is enough.
        }

        return reader;
    }

    /// <summary>
    /// The ledger's report on this attempt, or why it is in doubt. Both are set if the host answered but its ledger is
    /// not the one that the run took.
    /// </summary>
    public Task<(AttemptReport? Report, ProbeAnswer? Doubt)> LookAsync(
        StepContext step,
        CancellationToken cancellation
    ) => LookAsync(step, ShellFaults.AnswerOfProbe, cancellation);

    /// <summary>The same, for a host that is away on purpose.</summary>
    /// <param name="whenAway">What it means that the host gives no answer.</param>
    internal async Task<(AttemptReport? Report, ProbeAnswer? Doubt)> LookAsync(
        StepContext step,
        Func<ShellFault, ProbeAnswer> whenAway,
        CancellationToken cancellation
    )
    {
        var reply = await shell.LookAsync(step.TheHost, AttemptOf(step), cancellation);
        if (reply.Fault is { } fault)
            return (null, whenAway(fault));
        var report = reply.Answer!;
        return WhyDistrusted(step, report.Ledger) is { } why
            ? (report, new ProbeAnswer.CannotTell(why))
            : (report, null);
    }

    /// <summary>
    /// True if the attempt before this one never began and no person has decided since: then nothing has changed, and
    /// what the ledger knows for certain needs no second witness.
    /// </summary>
    public async Task<bool> KnowsThatNoneBeganAsync(StepContext step, CancellationToken cancellation)
    {
        if (step.Run.Step(step.Key.Place).NotHappenedCount == 0)
            return false;
        var before = step with { Key = step.Key with { Attempt = step.Key.Attempt - 1 } };
        var (report, doubt) = await LookAsync(before, cancellation);
        return doubt is null && report!.State == AttemptState.Absent;
    }

    private static Outcome Judge(StepContext step, AttemptReport report, KnownError? error) =>
        report.State switch
        {
            AttemptState.Ended when report.ExitCode == 0 => Outcome.Done(("exit-code", "0")),
            AttemptState.Ended => new Outcome.Failed(
                Failed($"The command on {step.TheHost.Name} ended with exit code {report.ExitCode}", error),
                Facts.Empty.Add("exit-code", report.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "none")
            ),
            AttemptState.Interrupted => new Outcome.Unknown(
                $"The command on {step.TheHost.Name} was interrupted (the host rebooted or its process was killed) and "
                    + "left no exit code."
            ),
            AttemptState.Absent => Forgotten(step),
            _ => new Outcome.Unknown($"The ledger of {step.TheHost.Name} reports the command as {report.State}."),
        };

    private static Failure Failed(string ended, KnownError? error) =>
        error is null ? new(FailureKind.ExitCode, $"{ended}.") : new(error.Kind, $"{ended}: {error.Line} {error.ToDo}");

    /// <summary>Stops the attempt with its whole process tree, and reports how it ended.</summary>
    public async Task<ProbeAnswer> CancelAsync(StepContext step, CancellationToken cancellation)
    {
        var host = step.TheHost.Name;
        var reply = await shell.StopAsync(step.TheHost, AttemptOf(step), cancellation);
        return reply.Answer switch
        {
            null => reply.Fault!.AnswerOfProbe(),
            { State: AttemptState.Running } => new ProbeAnswer.CannotTell(
                $"The command on {host} was stopped with TERM, then KILL, and is still running."
            ),
            { State: AttemptState.Ended } report => new ProbeAnswer.Happened(Judge(step, report, null)),
            { State: AttemptState.Absent } => new ProbeAnswer.DidNotHappen(
                $"The ledger of {host} has no record of it."
            ),
            _ => new ProbeAnswer.Happened(
                Outcome.Fail(
                    FailureKind.Cancelled,
                    $"The command on {host} was stopped and has ended.",
                    retryable: false
                )
            ),
        };
    }

    private async Task<Outcome> StopAsync(StepContext step, string lastSeen, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(StopDeadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var took = $"The command on {step.TheHost.Name} took longer than {TimeText.Of(step.Step.Timeout)}";
        try
        {
            var reply = await shell.StopAsync(step.TheHost, AttemptOf(step), either.Token);
            return reply.Answer switch
            {
                { State: AttemptState.Running } => new Outcome.Unknown(
                    $"{took} and could not be stopped; it is still running there."
                ),
                { State: AttemptState.Ended, ExitCode: 0 } => Outcome.Done(("exit-code", "0")),
                { State: AttemptState.Absent } => Forgotten(step),
                { } => Outcome.Fail(FailureKind.TimedOut, $"{took} and was stopped."),
                null => new Outcome.Unknown($"{took}; it is not known whether it still runs: {reply.Fault!.Sentence}"),
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Outcome.Unknown($"{took}; it is not known whether it still runs. {lastSeen}");
        }
    }

    /// <summary>
    /// The ledger has lost an attempt that it started, so a person must check. A failure and not a doubt: a probe of
    /// this ledger would say that nothing happened, and the command would start a second time beside the first.
    /// </summary>
    private static Outcome Forgotten(StepContext step) =>
        Outcome.Fail(
            FailureKind.Refused,
            $"The command on {step.TheHost.Name} was started, but the ledger there no longer has it: it was restored "
                + "from a copy. It is not known whether the command still runs. Check the host before you continue.",
            retryable: false
        );

    private static string? WhyDistrusted(StepContext step, LedgerState ledger)
    {
        var taken = Taken(step);
        var host = step.TheHost.Name;
        if (ledger.Id.Length == 0)
            return $"The ledger of {host} is gone: nothing there shows whether the command ran.";
        if (ledger.Id != taken[TakeHostActivity.LedgerId])
            return $"The ledger of {host} is not the one that this run took: it is {ledger.Id}, "
                + $"expected {taken[TakeHostActivity.LedgerId]}.";
        var known = long.Parse(taken[TakeHostActivity.Fence], CultureInfo.InvariantCulture);
        return ledger.FencingTokenBefore < known
            ? $"The ledger of {host} is older than this run: its fencing token is {ledger.FencingTokenBefore}, "
                + $"expected at least {known}. It was restored from a copy."
            : null;
    }

    private static Attempt AttemptOf(StepContext step) =>
        new(step.Key, step.Lease, Taken(step)[TakeHostActivity.LedgerId]);

    private static Facts Taken(StepContext step) =>
        step.Run.Evidence(step.Key.Place with { Step = ReservedNames.TakeStep })
        ?? throw new InvalidOperationException($"{step.Key} started before its host was taken.");
}
