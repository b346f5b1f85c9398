using OlUpgrade.Runs;

namespace OlUpgrade.Ssh;

/// <summary>What a fault of the shell means: for a change, for a read, and for a probe.</summary>
public static class ShellFaults
{
    /// <summary>True if waiting may help: the host is unreachable, booting, or did not answer.</summary>
    public static bool IsPassing(this ShellFault fault) =>
        fault.Kind
            is ShellFaultKind.Unreachable
                or ShellFaultKind.Booting
                or ShellFaultKind.Lost
                or ShellFaultKind.TimedOut;

    /// <summary>The outcome of a change: failed if nothing was done, unknown if the host may have acted.</summary>
    public static Outcome OutcomeOfAct(this ShellFault fault) =>
        fault.Kind switch
        {
            ShellFaultKind.Lost or ShellFaultKind.TimedOut => new Outcome.Unknown(fault.Sentence),
            _ => fault.OutcomeOfRead(),
        };

    /// <summary>The outcome of a read: always failed, because a read changes nothing.</summary>
    public static Outcome OutcomeOfRead(this ShellFault fault) =>
        fault.Kind switch
        {
            ShellFaultKind.HostKeyUnknown or ShellFaultKind.HostKeyChanged => Outcome.Fail(
                FailureKind.HostKey,
                fault.Sentence,
                retryable: false
            ),
            ShellFaultKind.DiskFull => Outcome.Fail(FailureKind.DiskFull, fault.Sentence, retryable: false),
            ShellFaultKind.TimedOut => Outcome.Fail(FailureKind.TimedOut, fault.Sentence),
            _ when fault.IsPassing() => Outcome.Fail(FailureKind.Unreachable, fault.Sentence),
            _ => Outcome.Fail(FailureKind.Refused, fault.Sentence, retryable: false),
        };

    /// <summary>The answer of a probe: ask again later, or it cannot be told.</summary>
    public static ProbeAnswer AnswerOfProbe(this ShellFault fault) =>
        fault.IsPassing() ? new ProbeAnswer.CannotAsk(fault.Sentence) : new ProbeAnswer.CannotTell(fault.Sentence);
}
