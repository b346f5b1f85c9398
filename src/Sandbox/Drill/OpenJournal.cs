using OlUpgrade.Storage;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>An open journal and outbox.</summary>
/// <param name="Store">Closes both; null if they stay open as long as the world.</param>
public sealed record OpenJournal(IJournal Journal, IOutbox Outbox, IDisposable? Store = null) : IDisposable
{
    public void Dispose() => Store?.Dispose();
}
