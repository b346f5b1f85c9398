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
    private string _lastSeen = "nothing";
    private bool _wentDown;

    /// <summary>The host's identity after the boot; null until it is back.</summary>
    public HostIdentity? Back { get; private set; }

    public void Observe(ShellReply<ShellAnswer> reply)
    {
        if (reply.Fault is { } fault)
        {
            _wentDown |= fault.Kind != ShellFaultKind.TimedOut;
            _lastSeen = fault.Sentence;
            return;
        }

        var identity = HostIdentity.Read(reply.Answer!);
        _lastSeen = identity is null
            ? SurveyActivity.NotAnIdentity(host, reply.Answer!)
            : $"{host} answers with boot ID {identity.BootId}.";
        if (identity is null)
            return;
        if (identity.BootId == oldBootId)
            _wentDown = false;
        else
            Back = identity;
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
        later.Fault is { } fault ? fault.IsPassing() : HostIdentity.Read(later.Answer!) is null;

    /// <summary>The problem with the boot, from the answer after the soak; null if the boot is good.</summary>
    public Failure? Judge(ShellReply<ShellAnswer> later)
    {
        if (later.Fault is { } fault && !fault.IsPassing())
            return ((Outcome.Failed)fault.OutcomeOfRead()).Failure;
        if (later.Fault is { } away)
            return new Failure(
                FailureKind.Flapping,
                $"{host} came back and went away again: {away.Sentence}",
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
