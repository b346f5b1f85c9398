using OlUpgrade.Hosts;
using OlUpgrade.Ssh.Ledger;

namespace OlUpgrade.Ssh.Client;

/// <summary>One call to a host, with its time limit and the reader of its outputs.</summary>
/// <param name="Limit">From opening the channel on; connecting has its own limit.</param>
internal sealed record SshCall(Host Host, LedgerCall Call, TimeSpan Limit, LedgerExchange Exchange)
{
    /// <summary>
    /// True if the limit is for silence and restarts with each byte; false if it is for the whole call.
    /// </summary>
    public bool LimitIsSilence { get; init; }
}
