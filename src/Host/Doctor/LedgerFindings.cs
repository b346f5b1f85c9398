using OlUpgrade.Questions;
using OlUpgrade.Storage.Sqlite;
using Host = OlUpgrade.Hosts.Host;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>
/// A host's ledger beside the journal: it must obey this database, and have seen no newer hold than were given out.
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
                $"the ledger {host.Ledger} cannot be written by {(host.Become ? "root" : host.User)}. "
                    + "Mend its mode, or name another folder."
            );
        if (!ledger.IsThere)
            return Finding.Ok(host.Name, "it has no ledger yet; the first run makes it.");
        if (journal.Problem is not null)
            return Finding.Note(
                host.Name,
                "it has a ledger; whose it is cannot be said until the journal can be read."
            );
        return Wrong(host, ledger, journal.Database) is { } wrong
            ? Finding.Wrong(host.Name, wrong)
            : Finding.Ok(host.Name, $"its ledger obeys this journal, at fence {ledger.Fence}.");
    }

    private static string? Wrong(Host host, LedgerStatus ledger, JournalInfo? database) =>
        (database, ledger.Fence) switch
        {
            (null, _) => $"its ledger obeys the database {ledger.DatabaseId}, and there is no journal here. "
                + $"If this is its service, put back the backup of the data folder. {SeeLedger}",
            _ when ledger.DatabaseId != database.DatabaseId =>
                $"its ledger obeys the database {ledger.DatabaseId}, not this one ({database.DatabaseId}). "
                    + $"Does another service use this host, or was the data folder lost? {SeeLedger}",
            (_, null) => $"the fence of its ledger cannot be read: {host.Ledger}/fence "
                + $"holds \"{ledger.FenceText}\". {SeeLedger}",
            var (_, fence) when fence > database.Fence =>
                $"its ledger has seen hold {fence}, and this journal has given "
                    + $"out only {database.Fence}: it was put back "
                    + $"from a backup, or a copy of it is in use elsewhere. {SeeLedger}",
            _ => null,
        };
}
