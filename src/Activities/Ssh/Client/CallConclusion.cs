using OlUpgrade.Hosts;
using OlUpgrade.Ssh.Ledger;

namespace OlUpgrade.Ssh.Client;

/// <summary>
/// What a call's end means: the ledger's own report, a refusal from before anything was sent that the host could act
/// on, or unknown. Pure.
/// </summary>
internal static class CallConclusion
{
    /// <summary>The answer of a ledger verb.</summary>
    /// <param name="read">Reads the answer from the report.</param>
    public static ShellReply<T> Of<T>(Host host, LedgerExchange exchange, SshCallEnd end, Func<LedgerReport, T> read)
        where T : class
    {
        // A report that arrived counts, even if the connection broke after it.
        if (exchange.Report is { } report)
            return LedgerRefusal.Of(host, report) is { } refusal ? refusal : read(report);
        return end.Fault ?? Unreported(host, exchange, end);
    }

    /// <summary>The host ended the call, and there is no report.</summary>
    public static ShellFault Unreported(Host host, LedgerExchange exchange, SshCallEnd end) =>
        SshFaults.Unreported(host, end, end.IsFrameSent ? exchange.Other : exchange.Before);
}
