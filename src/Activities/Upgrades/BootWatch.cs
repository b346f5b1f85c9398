using OlUpgrade.Calendar;
using OlUpgrade.Questions;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// What was seen of a host while it should reboot, and the verdict on it. Pure. Only a well-formed boot ID other than
/// the old one counts as a boot; error texts and silence do not.
/// </summary>
internal sealed class BootWatch(string host, string oldBootId, string kernelInstalled)
{
    private string _lastSeen = "nothing";
    private bool _wentDown;

    /// <summary>The host as it came back; null while it did not.</summary>
    public HostIdentity? Back { get; private set; }

    public void See(ShellReply<ShellAnswer> reply)
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

    /// <summary>The verdict when the time is up and no new boot was seen.</summary>
    public Outcome GiveUp(TimeSpan timeout) =>
        _wentDown
            ? Outcome.Fail(
                FailureKind.NotBack,
                $"{host} went down and was not back after {TimeText.Of(timeout)}. Last seen: {_lastSeen} "
                    + "Look at its console, or have it power-cycled.",
                retryable: false
            )
            : Outcome.Fail(
                FailureKind.NeverWentDown,
                $"{host} did not go down within {TimeText.Of(timeout)}; it still "
                    + $"runs boot {oldBootId}. Last seen: {_lastSeen} "
                    + "Something holds the shutdown up: see `systemctl list-jobs` there.",
                retryable: false
            );

    /// <summary>True when the answer after the soak says nothing either way, so that it is asked again.</summary>
    public static bool TellsNothing(ShellReply<ShellAnswer> later) =>
        later.Fault is { } fault ? fault.IsPassing() : HostIdentity.Read(later.Answer!) is null;

    /// <summary>What is wrong with the boot, seen again after the soak; null when it stands.</summary>
    public Failure? Judge(ShellReply<ShellAnswer> later)
    {
        if (later.Fault is { } fault && !fault.IsPassing())
            return ((Outcome.Failed)fault.OutcomeOfRead()).Failure;
        if (later.Fault is { } away)
            return new Failure(
                FailureKind.Flapping,
                $"{host} came back and was away again: {away.Sentence}",
                Retryable: false
            );
        if (HostIdentity.Read(later.Answer!) is not { } now)
            return new Failure(
                FailureKind.Flapping,
                $"{host} came back as boot {Back!.BootId} and no longer says which it is. "
                    + SurveyActivity.NotAnIdentity(host, later.Answer!),
                Retryable: false
            );
        if (now.BootId != Back!.BootId)
            return new Failure(
                FailureKind.Flapping,
                $"{host} booted more than once: boot ID {Back!.BootId}, then "
                    + $"{now.BootId}. Look at its console before you go on.",
                Retryable: false
            );
        return kernelInstalled.Length > 0 && now.Kernel != kernelInstalled
            ? new Failure(
                FailureKind.WrongKernel,
                $"{host} came back on kernel {now.Kernel}, but {kernelInstalled} is installed and was to be booted.",
                Retryable: false
            )
            : null;
    }
}
