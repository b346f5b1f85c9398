namespace OlUpgrade.Ssh;

/// <summary>Who the host's ledger is: its ID, whose it is, and the fence it held before this call raised it.</summary>
/// <param name="Id">Made once at random with the ledger; empty when there is none.</param>
/// <param name="DatabaseId">The database whose fences it obeys.</param>
/// <param name="FenceBefore">The highest fence seen before this call; 0 for a new ledger.</param>
/// <param name="BootId">Of the running boot.</param>
/// <param name="MachineId">Of the machine that answered.</param>
public sealed record LedgerState(string Id, string DatabaseId, long FenceBefore, string BootId, string MachineId);
