using OlUpgrade.Storage;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>A store that is open, with what closes it; null where it lives as long as the world.</summary>
public sealed record JournalParts(IJournal Journal, IOutbox Outbox, IDisposable? Store = null) : IDisposable
{
    public void Dispose() => Store?.Dispose();
}
