namespace OlUpgrade.Ssh;

/// <summary>The identity of a host's ledger, and of the machine that it is on.</summary>
/// <param name="Id">Random, made together with the ledger; empty if there is none.</param>
/// <param name="DatabaseId">The database whose leases it obeys.</param>
/// <param name="FencingTokenBefore">The highest fencing token before this call raised it; 0 for a new ledger.</param>
/// <param name="BootId">Of the boot that answered.</param>
/// <param name="MachineId">Of the machine that answered.</param>
public sealed record LedgerState(
    string Id,
    string DatabaseId,
    long FencingTokenBefore,
    string BootId,
    string MachineId
);
