using OlUpgrade.Runs;

namespace OlUpgrade.Ssh;

/// <summary>One attempt of a step, as it is sent to the host's ledger.</summary>
/// <param name="Lease">The lease under which it is made.</param>
/// <param name="LedgerId">The ledger that the host must have: its ID from when the host was taken.</param>
public sealed record Attempt(StepKey Key, Lease Lease, string LedgerId);
