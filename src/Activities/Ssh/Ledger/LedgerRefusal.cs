using OlUpgrade.Hosts;

namespace OlUpgrade.Ssh.Ledger;

/// <summary>
/// What the ledger's refusals mean, in a sentence each. After any of them nothing was done on the host.
/// </summary>
internal static class LedgerRefusal
{
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
            "disk-full" => DiskFull(host),
            _ => Failed(host, report.Of("why")),
        };

    public static ShellFault FencedOff(Host host, string stored) =>
        new(
            ShellFaultKind.FencedOff,
            $"{host.Name} obeys a newer hold (fence {stored}): another server took over. Nothing was done; "
                + "look at the run there."
        );

    public static ShellFault Overtaken(Host host, string holder) =>
        new(
            ShellFaultKind.Overtaken,
            $"{host.Name} obeys another service ({holder}), which works from "
                + "a copy of this one's data. Nothing was done. "
                + $"Stop one of the two for good; if this one is to stay, adopt {host.Name}.",
            holder
        );

    public static ShellFault Busy(Host host, string attempt) =>
        new(
            ShellFaultKind.Busy,
            $"A command of another history still runs on {host.Name} ({attempt}). "
                + "Nothing was adopted; wait for its end."
        );

    public static ShellFault OtherScript(Host host) =>
        new(
            ShellFaultKind.OtherLedger,
            $"The ledger of {host.Name} holds another command under the key "
                + "of this step: this database was put back to an "
                + $"earlier state. Nothing was done; adopt {host.Name}."
        );

    public static ShellFault Closed(Host host) =>
        new(
            ShellFaultKind.FencedOff,
            $"{host.Name} was asked about this attempt before it arrived and answered that there is none, so it "
                + "may not start any more. Nothing was done; a new attempt may."
        );

    public static ShellFault OtherDatabase(Host host, string stored) =>
        new(
            ShellFaultKind.OtherDatabase,
            $"The ledger of {host.Name} belongs to the database {stored}. "
                + "Nothing was done. If this database replaces it and "
                + $"no other service uses that one any more, adopt {host.Name}."
        );

    public static ShellFault OtherLedger(Host host, string stored) =>
        new(
            ShellFaultKind.OtherLedger,
            stored.Length == 0
                ? $"{host.Name} has no ledger in {host.Ledger}, though it had one. Nothing was done; find out what "
                    + $"became of it, then adopt {host.Name}."
                : $"{host.Name} has another ledger in {host.Ledger} than before ({stored}). Nothing was done; "
                    + $"find out what became of the first, then adopt {host.Name}."
        );

    public static ShellFault DiskFull(Host host) =>
        new(
            ShellFaultKind.DiskFull,
            $"The disk of {host.Name} is full: its ledger in {host.Ledger} cannot be written. Nothing was started; "
                + "make room and try again."
        );

    private static ShellFault Failed(Host host, string why) =>
        new(
            ShellFaultKind.AccessRefused,
            $"{host.Name} cannot use its ledger in {host.Ledger}: {why.Trim()}. Nothing was done; check the "
                + "user and the folder."
        );
}
