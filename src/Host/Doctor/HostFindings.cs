using System.Collections.Immutable;
using OlUpgrade.Questions;
using OlUpgrade.Wording;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>Judges a host's answers: one finding for each thing that a run needs. Pure.</summary>
internal static class HostFindings
{
    /// <summary>The ledger keeps each command's output; on a full disk no command is started.</summary>
    private const int MinMegabytes = 200;

    /// <summary>An attempt is a folder of a dozen files, and what a package brings is many more.</summary>
    private const int MinInodes = 1000;

    private const int MaxNoise = 200;

    public static ImmutableArray<Finding> Of(HostSnapshot snapshot, JournalSnapshot journal)
    {
        var name = snapshot.Host.Name;
        if (snapshot.Fault is { } fault)
            return [Finding.Wrong(name, fault.Sentence)];
        if (snapshot.Readiness is not { } readiness)
            return
            [
                Finding.Note(name, "it has the pinned key. Nothing more can be checked until the SSH key can be used."),
            ];
        return
        [
            OfLogin(snapshot, readiness),
            OfIdentity(name, readiness.Identity),
            OfSystemd(name, readiness),
            OfClock(snapshot),
            .. OfDocker(snapshot, readiness),
            OfTools(name, readiness.MissingTools),
            OfSpace(snapshot, readiness.FreeMegabytes),
            .. OfInodes(snapshot, readiness.FreeInodes),
            .. OfNoise(name, readiness.LoginNoise),
            LedgerFindings.Of(snapshot.Host, readiness, journal),
        ];
    }

    /// <summary>
    /// Finds machines with two names: they would be upgraded and rebooted twice, and the limit of hosts out of service
    /// would not hold.
    /// </summary>
    public static ImmutableArray<Finding> OfFleet(IEnumerable<HostSnapshot> snapshots)
    {
        var known = snapshots.Where(host => host.Readiness?.Identity is not null).ToList();
        var twins = known
            .GroupBy(host => host.Readiness!.Identity!.MachineId)
            .Where(group => group.Count() > 1)
            .Select(group =>
                $"{string.Join(" and ", group.Select(host => host.Host.Name))} have the same machine ID, {group.Key}. "
                + "If it is one machine, correct hosts.yaml; if it is a clone, give it a machine ID of its own."
            );
        return known.Count == 0
            ? []
            : Finding.WrongOr("hosts", $"{known.Count} answered, and all are different machines.", twins);
    }

    private static Finding OfLogin(HostSnapshot snapshot, HostReadiness readiness)
    {
        var (host, name) = (snapshot.Host, snapshot.Host.Name);
        var sudo = host.Become && host.User != "root";
        if (readiness.IsRoot)
            return Finding.Ok(
                name,
                $"it has the pinned key, {host.User} can log in{(sudo ? ", and sudo works" : "")}."
            );
        return host.Become
            ? Finding.Wrong(
                name,
                $"sudo works for {host.User}, but commands do not run as root. Check the sudoers file there."
            )
            : Finding.Note(name, $"{host.User} can log in; commands do not run as root, as hosts.yaml says.");
    }

    private static Finding OfIdentity(string name, HostIdentity? identity) =>
        identity is null
            ? Finding.Wrong(
                name,
                "it gave no machine ID and boot ID. Check /etc/machine-id and /proc/sys/kernel/random/boot_id there."
            )
            : Finding.Ok(name, $"machine {identity.MachineId}, boot {identity.BootId}, kernel {identity.Kernel}.");

    private static Finding OfClock(HostSnapshot snapshot) =>
        snapshot.Clock is { } clock
            ? ClockFindings.OfHost(snapshot.Host.Name, clock)
            : Finding.Wrong(snapshot.Host.Name, "it did not report its time. Try `date +%s` there.");

    private static Finding OfSystemd(string name, HostReadiness readiness) =>
        readiness.HasSystemd
            ? Finding.Ok(name, "systemd is running: commands run as units.")
            : Finding.Note(
                name,
                "systemd is not running: commands are started with setsid, and `reboot` steps cannot work."
            );

    private static IEnumerable<Finding> OfDocker(HostSnapshot snapshot, HostReadiness readiness)
    {
        if (snapshot.Host.Containers.IsEmpty)
            return [];
        return readiness.DockerProblem is { } problem
            ?
            [
                Finding.Wrong(
                    snapshot.Host.Name,
                    $"Docker does not answer: {problem.Trim()}. Check that it is installed and started."
                ),
            ]
            : [Finding.Ok(snapshot.Host.Name, "Docker answers.")];
    }

    private static Finding OfTools(string name, ImmutableArray<string> missing) =>
        missing.IsEmpty
            ? Finding.Ok(name, "it has the programs that the ledger and its health questions need.")
            : Finding.Wrong(
                name,
                $"it lacks {string.Join(", ", missing)}. Install what is missing, or use other health questions."
            );

    private static Finding OfSpace(HostSnapshot snapshot, int? free) =>
        free switch
        {
            null => Finding.Wrong(
                snapshot.Host.Name,
                $"it did not report the free space for the ledger. Try: df -Pm {snapshot.Host.Ledger}"
            ),
            < MinMegabytes => Finding.Wrong(
                snapshot.Host.Name,
                $"only {free} MiB are free for the ledger {snapshot.Host.Ledger}, {MinMegabytes} are needed. "
                    + "Free up space."
            ),
            _ => Finding.Ok(snapshot.Host.Name, $"{free} MiB are free for the ledger."),
        };

    private static IEnumerable<Finding> OfInodes(HostSnapshot snapshot, long? free) =>
        free < MinInodes
            ?
            [
                Finding.Wrong(
                    snapshot.Host.Name,
                    $"only {free} inodes are left for the ledger {snapshot.Host.Ledger} (`df -i`), {MinInodes} are "
                        + "needed. Delete what has very many files."
                ),
            ]
            : [];

    private static IEnumerable<Finding> OfNoise(string name, string noise)
    {
        var said = OutsideText.Line(noise.Trim());
        if (said.Length == 0)
            return [];
        var shown = said.Length <= MaxNoise ? said : said[..MaxNoise] + "…";
        return
        [
            Finding.Note(
                name,
                $"its login prints \"{shown}\" whenever a command is run. Nothing is taken for an answer "
                    + "because of it; better keep the shell's startup files quiet when nobody is at a terminal."
            ),
        ];
    }
}
