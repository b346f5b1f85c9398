using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Storage;
using OlUpgrade.Wording;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// The world's journal. The simulation looks at each append before and after it counts, and may kill the hand there;
/// the next hand finds what the store kept, opened anew.
/// </summary>
public sealed class WatchedJournal : IJournal, IOutbox, IDisposable
{
    private readonly Func<JournalParts> _open;
    private JournalParts _parts;

    /// <summary>Opens the store now, and again for each new hand.</summary>
    public WatchedJournal(Func<JournalParts> open)
    {
        _open = open;
        _parts = open();
    }

    /// <summary>Called before an append counts; may throw to kill the hand.</summary>
    public Action? BeforeAppend { get; set; }

    /// <summary>Called after an append counts; may throw to kill the hand.</summary>
    public Action<ImmutableArray<Entry>>? AfterAppend { get; set; }

    /// <summary>In memory, where nothing is lost between two hands.</summary>
    public static WatchedJournal InMemory()
    {
        var memory = new MemoryJournal();
        return new WatchedJournal(() => new JournalParts(memory, memory));
    }

    /// <summary>The hand is lost, with all that it had open.</summary>
    public void Reopen()
    {
        _parts.Dispose();
        _parts = _open();
    }

    public void Dispose() => _parts.Dispose();

    public Task<string> DatabaseIdAsync(CancellationToken cancellation) => _parts.Journal.DatabaseIdAsync(cancellation);

    public async Task<Opening> OpenAsync(
        RunEvent.RunRequested request,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        BeforeAppend?.Invoke();
        var opening = await _parts.Journal.OpenAsync(request, at, cancellation);
        if (opening is Opening.Opened opened)
            AfterAppend?.Invoke([new Entry(opened.Run, 1, at, request)]);
        return opening;
    }

    public async Task<Appended> AppendAsync(NewEntries entries, CancellationToken cancellation)
    {
        BeforeAppend?.Invoke();
        var appended = await _parts.Journal.AppendAsync(entries, cancellation);
        if (appended == Appended.Yes)
            AfterAppend?.Invoke(entries.Entries);
        return appended;
    }

    public async Task<Lease> TakeAsync(RunId run, string holder, DateTimeOffset at, CancellationToken cancellation)
    {
        BeforeAppend?.Invoke();
        var hold = await _parts.Journal.TakeAsync(run, holder, at, cancellation);
        AfterAppend?.Invoke([(await ReadAsync(run, 0, cancellation))[^1]]);
        return hold;
    }

    public Task<ImmutableArray<Entry>> ReadAsync(RunId run, int after, CancellationToken cancellation) =>
        _parts.Journal.ReadAsync(run, after, cancellation);

    public Task<bool> KnowsHolderAsync(string holder, CancellationToken cancellation) =>
        _parts.Journal.KnowsHolderAsync(holder, cancellation);

    public Task<RunId?> OwnerOfAsync(string machineId, CancellationToken cancellation) =>
        _parts.Journal.OwnerOfAsync(machineId, cancellation);

    public Task<MessageOrigin?> FindMessageAsync(PostedMessage message, CancellationToken cancellation) =>
        _parts.Journal.FindMessageAsync(message, cancellation);

    public Task<bool> ExpireAsync(RunId run, DateTimeOffset at, CancellationToken cancellation) =>
        _parts.Journal.ExpireAsync(run, at, cancellation);

    public Task<ImmutableArray<RunSummary>> ListAsync(bool onlyOpen, int max, CancellationToken cancellation) =>
        _parts.Journal.ListAsync(onlyOpen, max, cancellation);

    public Task<ImmutableArray<PendingNote>> PendingAsync(RunId run, int max, CancellationToken cancellation) =>
        _parts.Outbox.PendingAsync(run, max, cancellation);

    public Task<ImmutableArray<RunId>> WaitingAsync(CancellationToken cancellation) =>
        _parts.Outbox.WaitingAsync(cancellation);

    public Task TryingAsync(ImmutableArray<Note> notes, CancellationToken cancellation) =>
        _parts.Outbox.TryingAsync(notes, cancellation);

    public Task DeliveredAsync(ImmutableArray<Note> notes, CancellationToken cancellation) =>
        _parts.Outbox.DeliveredAsync(notes, cancellation);
}
