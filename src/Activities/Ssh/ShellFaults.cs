using OlUpgrade.Runs;

namespace OlUpgrade.Ssh;

/// <summary>What a fault of the shell means for an attempt that was to be made, and for one that is probed.</summary>
public static class ShellFaults
{
    /// <summary>True when waiting may help: the host is away, booting, or did not answer.</summary>
    public static bool IsPassing(this ShellFault fault) =>
        fault.Kind
            is ShellFaultKind.Unreachable
                or ShellFaultKind.Booting
                or ShellFaultKind.Lost
                or ShellFaultKind.TimedOut;

    /// <summary>
    /// The outcome of an act that met this fault: certain where nothing was done, unknown where it may have been.
    /// </summary>
    public static Outcome OutcomeOfAct(this ShellFault fault) =>
        fault.Kind switch
        {
            ShellFaultKind.Lost or ShellFaultKind.TimedOut => new Outcome.Unknown(fault.Sentence),
            _ => fault.OutcomeOfRead(),
        };

    /// <summary>The outcome of a question that met this fault: nothing was changed, whatever it was.</summary>
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

    /// <summary>What a probe that met this fault can say.</summary>
    public static ProbeAnswer AnswerOfProbe(this ShellFault fault) =>
        fault.IsPassing() ? new ProbeAnswer.CannotAsk(fault.Sentence) : new ProbeAnswer.CannotTell(fault.Sentence);
}
