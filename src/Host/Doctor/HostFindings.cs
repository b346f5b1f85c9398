using System.Collections.Immutable;
using OlUpgrade.Questions;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>What a host's answer means: one finding for each thing that a run needs of it. Pure.</summary>
internal static class HostFindings
{
    /// <summary>The ledger keeps each command's output; with no room left nothing is started.</summary>
    private const int MinMegabytes = 200;

    public static ImmutableArray<Finding> Of(HostSnapshot seen, JournalSnapshot journal)
    {
        var name = seen.Host.Name;
        if (seen.Fault is { } fault)
            return [Finding.Wrong(name, fault.Sentence)];
        if (seen.Readiness is not { } readiness)
            return
            [
                Finding.Note(name, "it shows the pinned key. Nothing more can be asked until the SSH key can be used."),
            ];
        return
        [
            OfLogin(seen, readiness),
            OfIdentity(name, readiness.Identity),
            OfSystemd(name, readiness),
            OfClock(seen),
            .. OfDocker(seen, readiness),
            OfTools(name, readiness.MissingTools),
            OfSpace(seen, readiness.FreeMegabytes),
            LedgerFindings.Of(seen.Host, readiness, journal),
        ];
    }

    /// <summary>
    /// Two names of one machine would be upgraded and rebooted twice, and never too many down would not hold.
    /// </summary>
    public static ImmutableArray<Finding> OfFleet(IEnumerable<HostSnapshot> seen)
    {
        var known = seen.Where(one => one.Readiness?.Identity is not null).ToList();
        var twins = known
            .GroupBy(one => one.Readiness!.Identity!.MachineId)
            .Where(group => group.Count() > 1)
            .Select(group =>
                $"{string.Join(" and ", group.Select(one => one.Host.Name))} have one machine ID, {group.Key}. "
                + "Is it one machine under two names, or a clone? Correct "
                + "hosts.yaml, or give the clone an ID of its own."
            );
        return known.Count == 0
            ? []
            : Finding.WrongOr("hosts", $"{known.Count} answered, each a machine of its own.", twins);
    }

    private static Finding OfLogin(HostSnapshot seen, HostReadiness readiness)
    {
        var (host, name) = (seen.Host, seen.Host.Name);
        var sudo = host.Become && host.User != "root";
        if (readiness.IsRoot)
            return Finding.Ok(name, $"it shows the pinned key and lets {host.User} in{(sudo ? ", sudo works" : "")}.");
        return host.Become
            ? Finding.Wrong(
                name,
                $"sudo works for {host.User}, but commands do not run as root. Look at its sudoers file."
            )
            : Finding.Note(name, $"it lets {host.User} in; commands do not run as root, as hosts.yaml says.");
    }

    private static Finding OfIdentity(string name, HostIdentity? identity) =>
        identity is null
            ? Finding.Wrong(
                name,
                "it gave no machine ID and boot ID. Look at /etc/machine-id and /proc/sys/kernel/random/boot_id there."
            )
            : Finding.Ok(name, $"machine {identity.MachineId}, boot {identity.BootId}, kernel {identity.Kernel}.");

    private static Finding OfClock(HostSnapshot seen) =>
        seen.Clock is { } clock
            ? ClockFindings.OfHost(seen.Host.Name, clock)
            : Finding.Wrong(seen.Host.Name, "it did not tell its time. Try `date +%s` there.");

    private static Finding OfSystemd(string name, HostReadiness readiness) =>
        readiness.HasSystemd
            ? Finding.Ok(name, "systemd runs: commands become units.")
            : Finding.Note(
                name,
                "systemd does not run: commands are started by setsid, and `reboot` steps cannot work."
            );

    private static IEnumerable<Finding> OfDocker(HostSnapshot seen, HostReadiness readiness)
    {
        if (seen.Host.Containers.IsEmpty)
            return [];
        return readiness.DockerProblem is { } said
            ? [Finding.Wrong(seen.Host.Name, $"Docker does not answer: {said.Trim()}. Is it installed and started?")]
            : [Finding.Ok(seen.Host.Name, "Docker answers.")];
    }

    private static Finding OfTools(string name, ImmutableArray<string> missing) =>
        missing.IsEmpty
            ? Finding.Ok(name, "it has the programs that the ledger and its health questions need.")
            : Finding.Wrong(
                name,
                $"it lacks {string.Join(", ", missing)}. Install what is missing, or ask other health questions."
            );

    private static Finding OfSpace(HostSnapshot seen, int? free) =>
        free switch
        {
            null => Finding.Wrong(
                seen.Host.Name,
                $"it did not tell how much is free for the ledger. Try: df -Pm {seen.Host.Ledger}"
            ),
            < MinMegabytes => Finding.Wrong(
                seen.Host.Name,
                $"only {free} MiB are free for the ledger {seen.Host.Ledger}, {MinMegabytes} are needed. Make room."
            ),
            _ => Finding.Ok(seen.Host.Name, $"{free} MiB are free for the ledger."),
        };
}
