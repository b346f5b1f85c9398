namespace OlUpgrade.Ssh;

/// <summary>What the ledger knows of an attempt at one moment.</summary>
/// <param name="Ledger">The ledger that was asked; an absent one has an empty ID.</param>
/// <param name="ExitCode">Set exactly when the attempt has <see cref="AttemptState.Ended"/>.</param>
/// <param name="OutputBytes">How much output the host keeps.</param>
public sealed record AttemptReport(LedgerState Ledger, AttemptState State, int? ExitCode, long OutputBytes);
