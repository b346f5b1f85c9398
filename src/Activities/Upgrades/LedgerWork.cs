using System.Globalization;
using OlUpgrade.Calendar;
using OlUpgrade.Execution;
using OlUpgrade.Questions;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Carries a script through the host's ledger: started once, followed to its end over any number of connections,
/// stopped when its time is up, and found again by whoever comes after.
/// </summary>
public sealed class LedgerWork(IHostShell shell, HostPolling pace, TimeProvider time)
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan OutputDeadline = TimeSpan.FromSeconds(60);

    /// <summary>Starts the script as this attempt; null when it runs now.</summary>
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
    /// <param name="soFar">
    /// How much output there is, when the attempt was begun by an earlier hand: only its end is read.
    /// </param>
    public async Task<Outcome> FollowAsync(
        StepContext step,
        TimeSpan most,
        CancellationToken cancellation,
        long soFar = 0
    )
    {
        using var limit = new CancellationTokenSource(most > TimeSpan.Zero ? most : TimeSpan.FromMilliseconds(1), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var reader = new OutputReader(step.Output, soFar);
        var lastSeen = "";
        try
        {
            var reply = await SshRetry.ReadAsync(
                async token =>
                {
                    var seen = await shell.FollowAsync(step.TheHost, AttemptOf(step), reader.At, reader.Hear, token);
                    lastSeen = seen.Fault?.Sentence ?? lastSeen;
                    return seen;
                },
                seen => seen.Fault?.IsPassing() == true,
                () => pace.Reconnect,
                time,
                either.Token
            );
            return reply.Answer is { } report
                ? Judge(step, report, reader.Complaint)
                : new Outcome.Unknown(reply.Fault!.Sentence);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return await StopAsync(step, lastSeen, cancellation);
        }
    }

    /// <summary>
    /// Judges an attempt that ended while nobody followed it, and reads the end of what it printed. Where that cannot
    /// be read in time, the verdict stands without it.
    /// </summary>
    public async Task<Outcome> ReadAsync(StepContext step, AttemptReport report, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(OutputDeadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var reader = new OutputReader(step.Output, report.OutputBytes);
        try
        {
            await shell.FollowAsync(step.TheHost, AttemptOf(step), reader.At, reader.Hear, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // What was read until now is told.
        }

        return Judge(step, report, reader.Complaint);
    }

    /// <summary>What the ledger says of this attempt, or why it cannot be trusted to say it.</summary>
    public async Task<(AttemptReport? Report, ProbeAnswer? Doubt)> LookAsync(
        StepContext step,
        CancellationToken cancellation
    )
    {
        var reply = await shell.LookAsync(step.TheHost, AttemptOf(step), cancellation);
        if (reply.Fault is { } fault)
            return (null, fault.AnswerOfProbe());
        var report = reply.Answer!;
        return Distrust(step, report.Ledger) is { } why ? (report, new ProbeAnswer.CannotTell(why)) : (report, null);
    }

    private static Outcome Judge(StepContext step, AttemptReport report, KnownError? complaint) =>
        report.State switch
        {
            AttemptState.Ended when report.ExitCode == 0 => Outcome.Done(("exit-code", "0")),
            AttemptState.Ended => new Outcome.Failed(
                Failed($"The command on {step.TheHost.Name} ended with exit code {report.ExitCode}", complaint),
                Facts.Empty.Add("exit-code", report.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "none")
            ),
            AttemptState.Interrupted => new Outcome.Unknown(
                $"The command on {step.TheHost.Name} was cut short (the host booted "
                    + "or its process was killed) and left no exit code."
            ),
            AttemptState.Absent => Forgotten(step),
            _ => new Outcome.Unknown($"The ledger of {step.TheHost.Name} says that the command is {report.State}."),
        };

    private static Failure Failed(string ended, KnownError? complaint) =>
        complaint is null
            ? new(FailureKind.ExitCode, $"{ended}.")
            : new(complaint.Kind, $"{ended}: {complaint.Line} {complaint.ToDo}");

    /// <summary>Stops the attempt, whole process tree, and says what became of it.</summary>
    public async Task<ProbeAnswer> CancelAsync(StepContext step, CancellationToken cancellation)
    {
        var host = step.TheHost.Name;
        var reply = await shell.StopAsync(step.TheHost, AttemptOf(step), cancellation);
        return reply.Answer switch
        {
            null => reply.Fault!.AnswerOfProbe(),
            { State: AttemptState.Running } => new ProbeAnswer.CannotTell(
                $"The command on {host} was told to stop (TERM, then KILL) and is still running."
            ),
            { State: AttemptState.Ended } report => new ProbeAnswer.Happened(Judge(step, report, null)),
            { State: AttemptState.Absent } => new ProbeAnswer.DidNotHappen(
                $"The ledger of {host} knows nothing of it."
            ),
            _ => new ProbeAnswer.Happened(
                Outcome.Fail(
                    FailureKind.Cancelled,
                    $"The command on {host} was stopped and seen to have ended.",
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
                null => new Outcome.Unknown($"{took}; whether it still runs is not known: {reply.Fault!.Sentence}"),
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Outcome.Unknown($"{took}; whether it still runs is not known. {lastSeen}");
        }
    }

    /// <summary>
    /// The ledger forgot what it had begun: a person must look. Not a doubt, because a probe of that ledger would
    /// answer that nothing had happened, and the command would be begun beside itself.
    /// </summary>
    private static Outcome Forgotten(StepContext step) =>
        Outcome.Fail(
            FailureKind.Refused,
            $"The command on {step.TheHost.Name} was begun, but the ledger "
                + "there does not know it any more: it was restored "
                + "from a copy. Whether the command still runs is not known. Look at the host before you go on.",
            retryable: false
        );

    private static string? Distrust(StepContext step, LedgerState ledger)
    {
        var taken = Taken(step);
        var host = step.TheHost.Name;
        if (ledger.Id.Length == 0)
            return $"The ledger of {host} is gone: nothing there tells whether the command ran.";
        if (ledger.Id != taken[TakeHostActivity.LedgerId])
            return $"The ledger of {host} is another one ({ledger.Id}) than this "
                + $"run knows ({taken[TakeHostActivity.LedgerId]}).";
        var known = long.Parse(taken[TakeHostActivity.Fence], CultureInfo.InvariantCulture);
        return ledger.FenceBefore < known
            ? $"The ledger of {host} is older than this run: its fence is "
                + $"{ledger.FenceBefore}, and was {known} before. It was restored from a copy."
            : null;
    }

    private static Attempt AttemptOf(StepContext step) =>
        new(step.Key, step.Hold, Taken(step)[TakeHostActivity.LedgerId]);

    private static Facts Taken(StepContext step) =>
        step.Run.Evidence(step.Key.Place with { Step = ReservedNames.TakeStep })
        ?? throw new InvalidOperationException($"{step.Key} came before its host was taken.");
}
