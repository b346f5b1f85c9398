using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Storage;
using OlUpgrade.Wording;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// The world's journal. The simulation sees each append before and after it takes effect and may kill the worker there;
/// the next worker reopens the store and finds what it kept.
/// </summary>
public sealed class WatchedJournal : IJournal, IOutbox, IDisposable
{
    private readonly Func<OpenJournal> _open;
    private OpenJournal _journal;

    /// <summary>Opens the store.</summary>
    /// <param name="open">Opens the store: now, and again for each new worker.</param>
    public WatchedJournal(Func<OpenJournal> open)
    {
        _open = open;
        _journal = open();
    }

    /// <summary>Called before an append takes effect; may throw to kill the worker.</summary>
    public Action? BeforeAppend { get; set; }

    /// <summary>Called after an append has taken effect; may throw to kill the worker.</summary>
    public Action<ImmutableArray<Entry>>? AfterAppend { get; set; }

    /// <summary>A journal in memory, which loses nothing between two workers.</summary>
    public static WatchedJournal InMemory()
    {
        var memory = new MemoryJournal();
        return new WatchedJournal(() => new OpenJournal(memory, memory));
    }

    /// <summary>Closes everything that a killed worker had open, and opens the store again.</summary>
    public void Reopen()
    {
        _journal.Dispose();
        _journal = _open();
    }

    public void Dispose() => _journal.Dispose();

    public Task<string> DatabaseIdAsync(CancellationToken cancellation) =>
        _journal.Journal.DatabaseIdAsync(cancellation);

    public async Task<Opening> OpenAsync(
        RunEvent.RunRequested request,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        BeforeAppend?.Invoke();
        var opening = await _journal.Journal.OpenAsync(request, at, cancellation);
        if (opening is Opening.Opened opened)
            AfterAppend?.Invoke([new Entry(opened.Run, 1, at, request)]);
        return opening;
    }

    public async Task<Appended> AppendAsync(NewEntries entries, CancellationToken cancellation)
    {
        BeforeAppend?.Invoke();
        var appended = await _journal.Journal.AppendAsync(entries, cancellation);
        if (appended == Appended.Yes)
            AfterAppend?.Invoke(entries.Entries);
        return appended;
    }

    public Task<ImmutableArray<FleetEntry>> ReadFleetAsync(int after, CancellationToken cancellation) =>
        _journal.Journal.ReadFleetAsync(after, cancellation);

    public Task<Appended> AppendFleetAsync(NewFleetEntries entries, CancellationToken cancellation) =>
        _journal.Journal.AppendFleetAsync(entries, cancellation);

    public async Task<Lease> TakeAsync(RunId run, string holder, DateTimeOffset at, CancellationToken cancellation)
    {
        BeforeAppend?.Invoke();
        var lease = await _journal.Journal.TakeAsync(run, holder, at, cancellation);
        AfterAppend?.Invoke([(await ReadAsync(run, 0, cancellation))[^1]]);
        return lease;
    }

    public Task<ImmutableArray<Entry>> ReadAsync(RunId run, int after, CancellationToken cancellation) =>
        _journal.Journal.ReadAsync(run, after, cancellation);

    public Task<bool> KnowsHolderAsync(string holder, CancellationToken cancellation) =>
        _journal.Journal.KnowsHolderAsync(holder, cancellation);

    public Task<RunId?> OwnerOfAsync(string machineId, CancellationToken cancellation) =>
        _journal.Journal.OwnerOfAsync(machineId, cancellation);

    public Task<MessageOrigin?> FindMessageAsync(PostedMessage message, CancellationToken cancellation) =>
        _journal.Journal.FindMessageAsync(message, cancellation);

    public Task<bool> ExpireAsync(RunId run, DateTimeOffset at, CancellationToken cancellation) =>
        _journal.Journal.ExpireAsync(run, at, cancellation);

    public Task<ImmutableArray<RunSummary>> ListAsync(bool onlyOpen, int max, CancellationToken cancellation) =>
        _journal.Journal.ListAsync(onlyOpen, max, cancellation);

    public Task<ImmutableArray<PendingNote>> PendingAsync(RunId run, int max, CancellationToken cancellation) =>
        _journal.Outbox.PendingAsync(run, max, cancellation);

    public Task<ImmutableArray<RunId>> WaitingAsync(CancellationToken cancellation) =>
        _journal.Outbox.WaitingAsync(cancellation);

    public Task TryingAsync(ImmutableArray<Note> notes, CancellationToken cancellation) =>
        _journal.Outbox.TryingAsync(notes, cancellation);

    public Task DeliveredAsync(ImmutableArray<Note> notes, CancellationToken cancellation) =>
        _journal.Outbox.DeliveredAsync(notes, cancellation);
}
