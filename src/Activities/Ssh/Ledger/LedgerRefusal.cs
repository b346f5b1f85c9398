using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Ssh.Ledger;

/// <summary>
/// The ledger's refusals (docs/wire/ledger.md), each with a sentence for people. After a refusal nothing was done on
/// the host.
/// </summary>
internal static class LedgerRefusal
{
    /// <summary>Null if the report is no refusal.</summary>
    public static ShellFault? Of(Host host, LedgerReport report) =>
        report.Result switch
        {
            "ok" => null,
            "fenced-off" => FencedOff(host, report.Of("stored")),
            "overtaken" => Overtaken(host, EncodedName.Decode(report.Of("holder"))),
            "busy" => Busy(host, EncodedName.Decode(report.Of("stored"))),
            "closed" => Closed(host),
            "other-database" => OtherDatabase(host, EncodedName.Decode(report.Of("stored"))),
            "other-ledger" => OtherLedger(host, report.Of("stored")),
            "other-script" => OtherScript(host),
            "disk-full" => DiskFull(host, report.Of("inodes") == "0"),
            "failed" => Failed(host, report.Of("why")),
            var other => throw new InvalidOperationException($"The ledger reports an unknown result \"{other}\"."),
        };

    public static ShellFault FencedOff(Host host, string stored) =>
        new(
            ShellFaultKind.FencedOff,
            $"{host.Name} obeys a newer lease (fencing token {stored}): another server took over. Nothing was done; "
                + "continue the run there."
        );

    public static ShellFault Overtaken(Host host, string holder) =>
        new(
            ShellFaultKind.Overtaken,
            $"{host.Name} obeys another service ({holder}), which works from a copy of this one's data. "
                + $"Nothing was done. Stop one of the two; to keep this one, adopt {host.Name}.",
            holder
        );

    public static ShellFault Busy(Host host, string attempt) =>
        new(
            ShellFaultKind.Busy,
            $"A command that another database started is still running on {host.Name} ({attempt}). "
                + "Nothing was adopted; wait until it has ended."
        );

    public static ShellFault OtherScript(Host host) =>
        new(
            ShellFaultKind.OtherLedger,
            $"The ledger of {host.Name} has another command under this step's key: this database was restored to an "
                + $"earlier state. Nothing was done; adopt {host.Name}."
        );

    public static ShellFault Closed(Host host) =>
        new(
            ShellFaultKind.FencedOff,
            $"{host.Name} was asked about this attempt before it arrived and reported it as absent, so it can no "
                + "longer start. Nothing was done; a new attempt can."
        );

    public static ShellFault OtherDatabase(Host host, string stored) =>
        new(
            ShellFaultKind.OtherDatabase,
            $"The ledger of {host.Name} belongs to the database {stored}. Nothing was done. If this database replaces "
                + $"it and no other service still uses it, adopt {host.Name}."
        );

    public static ShellFault OtherLedger(Host host, string stored) =>
        new(
            ShellFaultKind.OtherLedger,
            stored.Length == 0
                ? $"{host.Name} had a ledger in {host.Ledger}, and it is gone. Nothing was done; find out what "
                    + $"happened to it, then adopt {host.Name}."
                : $"{host.Name} now has another ledger in {host.Ledger} ({stored}). Nothing was done; find out what "
                    + $"happened to the first one, then adopt {host.Name}."
        );

    public static ShellFault DiskFull(Host host, bool lacksInodes = false) =>
        new(
            ShellFaultKind.DiskFull,
            lacksInodes
                ? $"No inodes are left on {host.Name} (`df -i {host.Ledger}`): its ledger cannot be written, although "
                    + "there may be free space. Nothing was started; delete what has very many files and try again."
                : $"The disk of {host.Name} is full: its ledger in {host.Ledger} cannot be written. Nothing was "
                    + "started; free some space and try again."
        );

    private static ShellFault Failed(Host host, string why) =>
        new(
            ShellFaultKind.AccessRefused,
            $"{host.Name} cannot use its ledger in {host.Ledger}: {why.Trim()}. Nothing was done; check the user and "
                + "the folder."
        );
}
