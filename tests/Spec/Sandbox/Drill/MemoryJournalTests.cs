using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Spec.Storage;
using OlUpgrade.Storage;

namespace OlUpgrade.Spec.Sandbox.Drill;

/// <summary>The simulation's journal keeps the promises of the real one.</summary>
public sealed class MemoryJournalTests : JournalContract
{
    protected override Task<(IJournal Journal, IOutbox Outbox)> MakeAsync()
    {
        var journal = new MemoryJournal();
        return Task.FromResult<(IJournal, IOutbox)>((journal, journal));
    }
}
