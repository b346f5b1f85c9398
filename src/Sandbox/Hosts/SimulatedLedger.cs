using OlUpgrade.Runs;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>The ledger on a simulated host, with the rules of the real one (docs/wire/ledger.md).</summary>
public sealed class SimulatedLedger(string id, string databaseId)
{
    private readonly Dictionary<StepKey, SimulatedAttempt> _attempts = [];

    public string Id => id;

    public string DatabaseId => databaseId;

    public long Fence { get; internal set; }

    /// <summary>The worker that holds it; null until one has raised the fencing token.</summary>
    public string? Holder { get; set; }

    public IReadOnlyCollection<SimulatedAttempt> Attempts => _attempts.Values;

    public SimulatedAttempt? Find(StepKey key) => _attempts.GetValueOrDefault(key);

    internal void Keep(SimulatedAttempt attempt) => _attempts.Add(attempt.Key, attempt);
}
