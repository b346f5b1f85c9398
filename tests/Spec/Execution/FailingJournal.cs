using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Storage;

namespace OlUpgrade.Spec.Execution;

/// <summary>A journal of which no run can be taken, because of a bug, until it is healed.</summary>
internal sealed class FailingJournal(IJournal inner) : IJournal
{
    private volatile bool _isHealed;
    private int _takes;

    public int Takes => Volatile.Read(ref _takes);

    public void Heal() => _isHealed = true;

    public Task<string> DatabaseIdAsync(CancellationToken cancellation) => inner.DatabaseIdAsync(cancellation);

    public Task<Opening> OpenAsync(RunEvent.RunRequested request, DateTimeOffset at, CancellationToken cancellation) =>
        inner.OpenAsync(request, at, cancellation);

    public Task<ImmutableArray<Entry>> ReadAsync(RunId run, int after, CancellationToken cancellation) =>
        inner.ReadAsync(run, after, cancellation);

    public Task<Appended> AppendAsync(NewEntries entries, CancellationToken cancellation) =>
        inner.AppendAsync(entries, cancellation);

    public Task<Lease> TakeAsync(RunId run, string holder, DateTimeOffset at, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _takes);
        return _isHealed
            ? inner.TakeAsync(run, holder, at, cancellation)
            : throw new ArgumentException("An item with the same key has already been added.");
    }

    public Task<ImmutableArray<FleetEntry>> ReadFleetAsync(int after, CancellationToken cancellation) =>
        inner.ReadFleetAsync(after, cancellation);

    public Task<Appended> AppendFleetAsync(NewFleetEntries entries, CancellationToken cancellation) =>
        inner.AppendFleetAsync(entries, cancellation);

    public Task<bool> KnowsHolderAsync(string holder, CancellationToken cancellation) =>
        inner.KnowsHolderAsync(holder, cancellation);

    public Task<RunId?> OwnerOfAsync(string machineId, CancellationToken cancellation) =>
        inner.OwnerOfAsync(machineId, cancellation);

    public Task<MessageOrigin?> FindMessageAsync(PostedMessage message, CancellationToken cancellation) =>
        inner.FindMessageAsync(message, cancellation);

    public Task<bool> ExpireAsync(RunId run, DateTimeOffset at, CancellationToken cancellation) =>
        inner.ExpireAsync(run, at, cancellation);

    public Task<ImmutableArray<RunSummary>> ListAsync(bool onlyOpen, int max, CancellationToken cancellation) =>
        inner.ListAsync(onlyOpen, max, cancellation);
}
