namespace OlUpgrade.Ssh;

/// <summary>What the ledger knew about an attempt when it was asked.</summary>
/// <param name="Ledger">The ledger that answered; its ID is empty if there is none.</param>
/// <param name="ExitCode">Set if and only if the state is <see cref="AttemptState.Ended"/>.</param>
/// <param name="OutputBytes">The length of the output that the host keeps.</param>
public sealed record AttemptReport(LedgerState Ledger, AttemptState State, int? ExitCode, long OutputBytes);
