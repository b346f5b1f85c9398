using System.Text.Json;
using OlUpgrade.Sandbox.Hosts.Services;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// The names by which people arm faults (<c>never-back</c>), and a sentence that explains each fault.
/// </summary>
internal static class HostFaultWords
{
    public static IReadOnlyDictionary<string, HostFaultKind> ByName { get; } =
        Enum.GetValues<HostFaultKind>().ToDictionary(NameOf, StringComparer.Ordinal);

    public static string NameOf(HostFaultKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    public static string NameOf(HostTrouble trouble) => JsonNamingPolicy.KebabCaseLower.ConvertName(trouble.ToString());

    public static string Sentence(HostFaultKind kind) =>
        kind switch
        {
            HostFaultKind.Unreachable => "The host cannot be reached for the given time.",
            HostFaultKind.AnswerLost => "The host answers the next question, but the answer is lost.",
            HostFaultKind.TakeAnswerLost => "The host is taken for the run, but the answer is lost.",
            HostFaultKind.StartLost => "The connection is lost before the next command arrives.",
            HostFaultKind.StartAnswerLost => "The next command starts, but the answer is lost.",
            HostFaultKind.StartCut =>
                "The next command starts, and the call is cut after words that sound like a refusal.",
            HostFaultKind.StartDelayed =>
                "The host does not answer to the next command and starts it after the given time.",
            HostFaultKind.FollowLost => "The connection is lost while the next command runs.",
            HostFaultKind.SlowCommand => "The next command takes longer by the given time.",
            HostFaultKind.ExitCode => "The next command does nothing and fails.",
            HostFaultKind.LateExitCode => "The next command does its work and then fails.",
            HostFaultKind.DiskFull => "The disk is full when the next command should start.",
            HostFaultKind.HostKeyChanged => "The host presents another key than the pinned one.",
            HostFaultKind.AccessRefused => "The host refuses sudo.",
            HostFaultKind.ArchiveAway => "At the next apt-get update the archive cannot be reached.",
            HostFaultKind.PackagesLocked => "Other programs hold the locks of dpkg and apt for the given time.",
            HostFaultKind.RebootRefused => "The next reboot is refused at once, with a reason.",
            HostFaultKind.RebootIgnored => "The next reboot is ordered, but nothing happens.",
            HostFaultKind.SlowShutdown => "At the next reboot the host takes longer by the given time to go down.",
            HostFaultKind.NeverBack => "The host goes down for the next reboot and never comes back.",
            HostFaultKind.SlowBoot => "The next boot takes longer by the given time.",
            HostFaultKind.LoginsClosed => "After the next boot the host refuses logins for the given time.",
            HostFaultKind.KeysAway => "After the next boot the host accepts no key for the given time.",
            HostFaultKind.OldKernel => "The next boot runs the old kernel.",
            HostFaultKind.Flaps => "After the next boot the host reboots once more by itself.",
            HostFaultKind.ContainerMissing => "After the next boot one container is not running.",
            HostFaultKind.ContainerRestarting => "After the next boot one container restarts in a loop.",
            HostFaultKind.ContainerUnhealthy => "After the next boot the health check of one container fails.",
            HostFaultKind.ServiceDown => "After the next boot one service is not active.",
            HostFaultKind.ServiceWrong => "After the next boot everything runs, and one service answers wrongly.",
            HostFaultKind.ExportsStale => "After the next boot what other hosts mount from this one is stale there.",
            HostFaultKind.BootIdGarbled => "The next read of the boot ID returns an error text.",
            HostFaultKind.BootIdEmpty => "The next read of the boot ID returns nothing.",
            HostFaultKind.LedgerLost => "The ledger is gone.",
            HostFaultKind.LedgerReplaced => "The ledger was replaced by a new one.",
            HostFaultKind.LedgerOlder => "The ledger was restored from an old copy.",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
