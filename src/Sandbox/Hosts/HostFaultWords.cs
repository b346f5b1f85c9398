using System.Text.Json;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// The faults by the names under which people switch them on (<c>never-back</c>), each with a sentence.
/// </summary>
internal static class HostFaultWords
{
    public static IReadOnlyDictionary<string, HostFaultKind> ByName { get; } =
        Enum.GetValues<HostFaultKind>().ToDictionary(NameOf, StringComparer.Ordinal);

    public static string NameOf(HostFaultKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    public static string Sentence(HostFaultKind kind) =>
        kind switch
        {
            HostFaultKind.Unreachable => "The host cannot be reached for the given time.",
            HostFaultKind.AnswerLost => "The next question is answered, and the answer is lost.",
            HostFaultKind.TakeAnswerLost => "The host is taken for the run, and the answer is lost.",
            HostFaultKind.StartLost => "The connection is lost before the host hears of the next command.",
            HostFaultKind.StartAnswerLost => "The next command runs, but the answer that it began is lost.",
            HostFaultKind.StartDelayed =>
                "The host says nothing to the next command and begins it after the given time.",
            HostFaultKind.FollowLost => "The connection is lost while the next command is followed.",
            HostFaultKind.SlowCommand => "The next command takes longer by the given time.",
            HostFaultKind.ExitCode => "The next command does nothing and fails.",
            HostFaultKind.LateExitCode => "The next command does its work and then fails.",
            HostFaultKind.DiskFull => "The disk is full when the next command is to begin.",
            HostFaultKind.HostKeyChanged => "The host shows another key than the pinned one.",
            HostFaultKind.AccessRefused => "The host refuses sudo.",
            HostFaultKind.RebootIgnored => "The next reboot is ordered and nothing happens.",
            HostFaultKind.SlowShutdown => "The next reboot takes longer by the given time to go down.",
            HostFaultKind.NeverBack => "The next reboot goes down and never comes back.",
            HostFaultKind.SlowBoot => "The next boot takes longer by the given time.",
            HostFaultKind.LoginsClosed => "After the next boot nobody is let in for the given time.",
            HostFaultKind.OldKernel => "The next boot runs the old kernel.",
            HostFaultKind.Flaps => "After the next boot the host boots once more by itself.",
            HostFaultKind.ContainerMissing => "After the next boot one container is not there.",
            HostFaultKind.ContainerRestarting => "After the next boot one container restarts in a loop.",
            HostFaultKind.ServiceDown => "After the next boot one service is not active.",
            HostFaultKind.BootIdGarbled => "The next reading of the boot ID gives an error text.",
            HostFaultKind.BootIdEmpty => "The next reading of the boot ID gives nothing.",
            HostFaultKind.LedgerLost => "The ledger is gone.",
            HostFaultKind.LedgerReplaced => "The ledger is a new one.",
            HostFaultKind.LedgerOlder => "The ledger was restored from an old copy.",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
