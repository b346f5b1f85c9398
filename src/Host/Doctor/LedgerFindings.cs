using OlUpgrade.Questions;
using OlUpgrade.Storage.Sqlite;
using Host = OlUpgrade.Hosts.Host;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>
/// Compares a host's ledger with the journal: it must belong to this database, and its fencing token must not be higher
/// than any that the journal has issued.
/// </summary>
internal static class LedgerFindings
{
    private const string SeeLedger = "See \"The ledger on the host\" in docs/operating.md.";

    public static Finding Of(Host host, HostReadiness readiness, JournalSnapshot journal)
    {
        var ledger = readiness.Ledger;
        if (!readiness.IsWritable)
            return Finding.Wrong(
                host.Name,
                $"{(host.Become ? "root" : host.User)} cannot write to the ledger {host.Ledger}. "
                    + "Correct its mode, or name another folder in hosts.yaml."
            );
        if (!ledger.IsThere)
            return Finding.Ok(host.Name, "it has no ledger yet; the first run creates it.");
        if (journal.Problem is not null)
            return Finding.Note(host.Name, "it has a ledger, which cannot be checked until the journal can be read.");
        return ProblemOf(host, ledger, journal.Database) is { } problem
            ? Finding.Wrong(host.Name, problem)
            : Finding.Ok(host.Name, $"its ledger belongs to this journal; fencing token {ledger.Fence}.");
    }

    private static string? ProblemOf(Host host, LedgerStatus ledger, JournalInfo? database) =>
        (database, ledger.Fence) switch
        {
            (null, _) => $"its ledger belongs to the database {ledger.DatabaseId}, and there is no journal here. "
                + $"If this is the same service, restore the backup of the data folder. {SeeLedger}",
            _ when ledger.DatabaseId != database.DatabaseId =>
                $"its ledger belongs to the database {ledger.DatabaseId}, not to this one ({database.DatabaseId}). "
                    + $"Another service uses this host, or the data folder was lost. {SeeLedger}",
            (_, null) => $"the fencing token of its ledger cannot be read: {host.Ledger}/fence "
                + $"contains \"{ledger.FenceText}\". {SeeLedger}",
            var (_, fence) when fence > database.Fence =>
                $"its ledger has the fencing token {fence}, but this journal has issued only {database.Fence}: "
                    + $"the journal was restored from a backup, or a copy of it is in use elsewhere. {SeeLedger}",
            _ => null,
        };
}
