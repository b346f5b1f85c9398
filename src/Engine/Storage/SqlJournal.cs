using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using OlUpgrade.Runs;
using OlUpgrade.Storage.Tables;

namespace OlUpgrade.Storage;

/// <summary>
/// The journal and outbox in a SQL database. All writes of the process go through one writer, because SQLite's are not
/// fair to each other; every write is one transaction.
/// </summary>
public sealed class SqlJournal(Func<JournalContext> open) : IJournal, IOutbox, IDisposable
{
    private readonly SemaphoreSlim _writer = new(1, 1);

    public async Task<string> DatabaseIdAsync(CancellationToken cancellation) =>
        await WriteAsync(async context => (await JournalWrites.MetaAsync(context, cancellation)).DatabaseId, cancellation);

    public Task<Opening> OpenAsync(RunEvent.RunRequested request, DateTimeOffset at, CancellationToken cancellation) =>
        WriteAsync(context => JournalWrites.OpenAsync(context, request, at, cancellation), cancellation);

    public async Task<ImmutableArray<Entry>> ReadAsync(RunId run, int behind, CancellationToken cancellation)
    {
        await using var context = open();
        var rows = await context.Entries.AsNoTracking()
            .Where(row => row.Run == run.Number && row.Version > behind)
            .OrderBy(row => row.Version)
            .ToListAsync(cancellation);
        return [.. rows.Select(row => new Entry(run, row.Version, Utc.At(row.At), EventCodec.Decode(row.Payload)))];
    }

    public Task<Appended> AppendAsync(NewEntries entries, CancellationToken cancellation) =>
        WriteAsync(context => JournalWrites.AppendAsync(context, entries, cancellation), cancellation);

    public Task<Hold> TakeAsync(RunId run, string holder, DateTimeOffset at, CancellationToken cancellation) =>
        WriteAsync(context => JournalWrites.TakeAsync(context, run, holder, at, cancellation), cancellation);

    public async Task<bool> KnowsHolderAsync(string holder, CancellationToken cancellation)
    {
        await using var context = open();
        return await context.Holders.AnyAsync(known => known.Name == holder, cancellation);
    }

    public async Task<RunId?> TakerOfAsync(string machineId, CancellationToken cancellation)
    {
        var key = NewEntries.MachineKey(machineId);
        await using var context = open();
        return await context.Hosts.AsNoTracking().FirstOrDefaultAsync(row => row.Host == key, cancellation) is { } taken
            ? new RunId(taken.Run)
            : null;
    }

    public async Task<ImmutableArray<RunSummary>> ListAsync(bool onlyOpen, int most, CancellationToken cancellation)
    {
        await using var context = open();
        var rows = await context.Runs.AsNoTracking()
            .Where(row => row.IsOpen || !onlyOpen)
            .OrderByDescending(row => row.Id)
            .Take(most)
            .ToListAsync(cancellation);
        return [.. rows.Select(row => row.ToSummary())];
    }

    public async Task<ImmutableArray<PendingNote>> PendingAsync(RunId run, int most, CancellationToken cancellation)
    {
        await using var context = open();
        var rows = await context.Notes.AsNoTracking()
            .Where(row => !row.IsDelivered && row.Run == run.Number)
            .OrderBy(row => row.Version)
            .Take(most)
            .ToListAsync(cancellation);
        return [.. rows.OrderBy(row => row.Version).ThenBy(row => row.Target).Select(row => row.ToPending())];
    }

    public async Task<ImmutableArray<RunId>> WaitingAsync(CancellationToken cancellation)
    {
        await using var context = open();
        var runs = await context.Notes.Where(row => !row.IsDelivered).Select(row => row.Run).Distinct().ToListAsync(cancellation);
        return [.. runs.Select(run => new RunId(run))];
    }

    public Task TryingAsync(Note note, CancellationToken cancellation) =>
        OnNoteAsync(note, row => row.Tries++, cancellation);

    public Task DeliveredAsync(Note note, CancellationToken cancellation) =>
        OnNoteAsync(note, row => row.IsDelivered = true, cancellation);

    public void Dispose() => _writer.Dispose();

    private Task<bool> OnNoteAsync(Note note, Action<NoteRow> change, CancellationToken cancellation) => WriteAsync(
        async context =>
        {
            change(await context.Notes.FirstAsync(
                row => row.Run == note.Run.Number && row.Version == note.Version && row.Target == note.Target, cancellation));
            return true;
        },
        cancellation);

    private async Task<T> WriteAsync<T>(Func<JournalContext, Task<T>> change, CancellationToken cancellation)
    {
        await _writer.WaitAsync(cancellation);
        try
        {
            await using var context = open();
            await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
            var result = await change(context);
            await context.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return result;
        }
        finally
        {
            _writer.Release();
        }
    }
}
