using OlUpgrade.Runs;

namespace OlUpgrade.Ssh;

/// <summary>
/// One attempt as the host's ledger must know it: its key, the hold it is done under, the ledger expected.
/// </summary>
/// <param name="LedgerId">The ID that the journal knows from taking the host.</param>
public sealed record Attempt(StepKey Key, Lease Hold, string LedgerId);
