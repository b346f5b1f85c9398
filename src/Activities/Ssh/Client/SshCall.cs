using OlUpgrade.Hosts;
using OlUpgrade.Ssh.Ledger;

namespace OlUpgrade.Ssh.Client;

/// <summary>One call to a host with its limit and with what takes the two outputs.</summary>
internal sealed record SshCall(Host Host, LedgerCall Call, TimeSpan Limit, ByteSink Output, ByteSink Error)
{
    /// <summary>
    /// True when the limit is for silence and each byte starts it anew; else it is for the whole call.
    /// </summary>
    public bool LimitIsSilence { get; init; }
}
