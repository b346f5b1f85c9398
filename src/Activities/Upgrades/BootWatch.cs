using OlUpgrade.Calendar;
using OlUpgrade.Questions;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// The observations of a rebooting host, and the verdict on them. Pure. Only a valid boot ID that differs from the old
/// one counts as a boot; error messages and silence do not.
/// </summary>
internal sealed class BootWatch(string host, string oldBootId, string kernelInstalled)
{
    /// <summary>From here on an exit code means that a signal ended the command, as a shutdown does.</summary>
    private const int FirstSignalCode = 128;

    private string _lastSeen = "nothing";
    private bool _wentDown;
    private bool _isOnOldBoot;
    private bool _isOrdered;

    /// <summary>The host's identity after the boot; null until it is back.</summary>
    public HostIdentity? Back { get; private set; }

    /// <summary>Set as soon as the host has refused to reboot.</summary>
    public Outcome? Refusal { get; private set; }

    /// <summary>True while the host may still come back with a new boot.</summary>
    public bool IsUndecided => Back is null && Refusal is null;

    /// <summary>True while the host answers on its old boot and may still refuse the command.</summary>
    public bool IsOrderOpen => _isOnOldBoot && !_isOrdered;

    /// <summary>
    /// True if waiting may help: the host is away, or accepts no login because not everything is there yet.
    /// </summary>
    public static bool IsAwaited(ShellFault? fault) =>
        fault is null || fault.IsPassing() || fault.Kind == ShellFaultKind.AccessRefused;

    /// <summary>What it means for a probe that a host that should reboot gives no answer.</summary>
    public static ProbeAnswer WhileAway(ShellFault fault) =>
        IsAwaited(fault) ? new ProbeAnswer.CannotAsk(Seen(fault)) : fault.AnswerOfProbe();

    public void Observe(ShellReply<ShellAnswer> reply)
    {
        if (reply.Fault is { } fault)
        {
            _wentDown |= fault.Kind != ShellFaultKind.TimedOut;
            _lastSeen = Seen(fault);
            _isOnOldBoot = false;
            return;
        }

        var identity = HostIdentity.Read(reply.Answer!);
        _lastSeen = identity is null
            ? SurveyActivity.NotAnIdentity(host, reply.Answer!)
            : $"{host} answers with boot ID {identity.BootId}.";
        _isOnOldBoot = identity?.BootId == oldBootId;
        if (identity is null)
            return;
        if (identity.BootId == oldBootId)
            _wentDown = false;
        else
            Back = identity;
    }

    /// <summary>Takes note that the command has ended; true if it ended as refused, on the old boot.</summary>
    public bool Ended(AttemptReport report)
    {
        _isOrdered = report.ExitCode == 0;
        return report.ExitCode is > 0 and < FirstSignalCode && report.Ledger.BootId == oldBootId;
    }

    /// <summary>The verdict on a command that ended as refused.</summary>
    /// <param name="words">What it printed; may be empty.</param>
    public void Refused(AttemptReport report, string words) =>
        Refusal = Outcome.Fail(
            FailureKind.NeverWentDown,
            $"{host} refused to reboot and is still on boot {oldBootId}: `{RebootActivity.Command}` ended with exit "
                + $"code {report.ExitCode}{(words.Length > 0 ? $" and said: {words.TrimEnd('.')}" : "")}. "
                + "Deal with that, then resume.",
            retryable: false
        );

    /// <summary>What was seen, without a promise that nothing was done: the reboot was.</summary>
    private static string Seen(ShellFault fault)
    {
        var promise = fault.Sentence.IndexOf(" Nothing was done", StringComparison.Ordinal);
        return promise < 0 ? fault.Sentence : fault.Sentence[..promise];
    }

    /// <summary>The verdict when the timeout passed without a new boot.</summary>
    public Outcome GiveUp(TimeSpan timeout) =>
        _wentDown
            ? Outcome.Fail(
                FailureKind.NotBack,
                $"{host} went down and was not back after {TimeText.Of(timeout)}. Last seen: {_lastSeen} "
                    + "Check its console, or power-cycle it.",
                retryable: false
            )
            : Outcome.Fail(
                FailureKind.NeverWentDown,
                $"{host} did not go down within {TimeText.Of(timeout)}; it is still on boot {oldBootId}. "
                    + $"Last seen: {_lastSeen} Something blocks the shutdown: check `systemctl list-jobs` there.",
                retryable: false
            );

    /// <summary>True if the answer after the soak proves nothing either way and the host must be asked again.</summary>
    public static bool IsInconclusive(ShellReply<ShellAnswer> later) =>
        later.Fault is { } fault ? IsAwaited(fault) : HostIdentity.Read(later.Answer!) is null;

    /// <summary>The problem with the boot, from the answer after the soak; null if the boot is good.</summary>
    public Failure? Judge(ShellReply<ShellAnswer> later)
    {
        if (later.Fault is { } fault && !IsAwaited(fault))
            return ((Outcome.Failed)fault.OutcomeOfRead()).Failure;
        if (later.Fault is { } away)
            return new Failure(
                FailureKind.Flapping,
                $"{host} came back and went away again: {Seen(away)}",
                Retryable: false
            );
        if (HostIdentity.Read(later.Answer!) is not { } now)
            return new Failure(
                FailureKind.Flapping,
                $"{host} came back with boot ID {Back!.BootId}, but no longer reports a valid one. "
                    + SurveyActivity.NotAnIdentity(host, later.Answer!),
                Retryable: false
            );
        if (now.BootId != Back!.BootId)
            return new Failure(
                FailureKind.Flapping,
                $"{host} booted more than once: boot ID {Back!.BootId}, then {now.BootId}. "
                    + "Check its console before you continue.",
                Retryable: false
            );
        return kernelInstalled.Length > 0 && now.Kernel != kernelInstalled
            ? new Failure(
                FailureKind.WrongKernel,
                $"{host} came back on kernel {now.Kernel}, but {kernelInstalled} is installed and should have booted.",
                Retryable: false
            )
            : null;
    }
}
