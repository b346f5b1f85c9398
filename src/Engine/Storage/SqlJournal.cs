using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Storage.Tables;
using OlUpgrade.Wording;

namespace OlUpgrade.Storage;

/// <summary>
/// The journal and the outbox in a SQL database. Each write is one transaction, and one write is made at a time.
/// </summary>
public sealed class SqlJournal(JournalStore store) : IJournal, IOutbox, IDisposable
{
    public JournalStore Store => store;

    public async Task<string> DatabaseIdAsync(CancellationToken cancellation) =>
        await store.WriteAsync(
            async context => (await JournalWrites.MetaAsync(context, cancellation)).DatabaseId,
            cancellation
        );

    public Task<Opening> OpenAsync(RunEvent.RunRequested request, DateTimeOffset at, CancellationToken cancellation) =>
        store.WriteAsync(context => JournalWrites.OpenAsync(context, request, at, cancellation), cancellation);

    public async Task<ImmutableArray<Entry>> ReadAsync(RunId run, int after, CancellationToken cancellation)
    {
        var rows = await store.ReadAsync(context =>
            context
                .Entries.AsNoTracking()
                .Where(row => row.Run == run.Number && row.Version > after)
                .OrderBy(row => row.Version)
                .ToListAsync(cancellation)
        );
        return [.. rows.Select(row => new Entry(run, row.Version, Utc.At(row.At), EventCodec.Decode(row.Payload)))];
    }

    public Task<Appended> AppendAsync(NewEntries entries, CancellationToken cancellation) =>
        store.WriteAsync(context => JournalWrites.AppendAsync(context, entries, cancellation), cancellation);

    public async Task<ImmutableArray<FleetEntry>> ReadFleetAsync(int after, CancellationToken cancellation)
    {
        var rows = await store.ReadAsync(context =>
            context
                .Fleet.AsNoTracking()
                .Where(row => row.Version > after)
                .OrderBy(row => row.Version)
                .ToListAsync(cancellation)
        );
        return [.. rows.Select(row => new FleetEntry(row.Version, Utc.At(row.At), FleetCodec.Decode(row.Payload)))];
    }

    public Task<Appended> AppendFleetAsync(NewFleetEntries entries, CancellationToken cancellation) =>
        store.WriteAsync(
            async context =>
                await FleetWrites.AddAsync(context, entries, cancellation) ? Appended.Yes : Appended.Conflict,
            cancellation
        );

    public Task<Lease> TakeAsync(RunId run, string holder, DateTimeOffset at, CancellationToken cancellation) =>
        store.WriteAsync(context => JournalWrites.TakeAsync(context, run, holder, at, cancellation), cancellation);

    public Task<bool> KnowsHolderAsync(string holder, CancellationToken cancellation) =>
        store.ReadAsync(context => context.Holders.AnyAsync(known => known.Name == holder, cancellation));

    public async Task<RunId?> OwnerOfAsync(string machineId, CancellationToken cancellation)
    {
        var key = NewEntries.MachineKey(machineId);
        var taken = await store.ReadAsync(context =>
            context.Hosts.AsNoTracking().FirstOrDefaultAsync(row => row.Host == key, cancellation)
        );
        return taken is null ? null : new RunId(taken.Run);
    }

    public Task<MessageOrigin?> FindMessageAsync(PostedMessage message, CancellationToken cancellation) =>
        store.ReadAsync(async context =>
        {
            var row = await context
                .Messages.AsNoTracking()
                .FirstOrDefaultAsync(row => row.Channel == message.Channel && row.Ts == message.Ts, cancellation);
            return row?.ToOrigin();
        });

    public Task<bool> ExpireAsync(RunId run, DateTimeOffset at, CancellationToken cancellation) =>
        store.WriteAsync(context => ExpiryWrites.ExpireAsync(context, run, at, cancellation), cancellation);

    public async Task<ImmutableArray<RunSummary>> ListAsync(bool onlyOpen, int max, CancellationToken cancellation)
    {
        var rows = await store.ReadAsync(context =>
            (onlyOpen ? context.Runs.Where(row => row.IsOpen) : context.Runs)
                .AsNoTracking()
                .OrderByDescending(row => row.Id)
                .Take(max)
                .ToListAsync(cancellation)
        );
        return [.. rows.Select(row => row.ToSummary())];
    }

    public async Task<ImmutableArray<PendingNote>> PendingAsync(RunId run, int max, CancellationToken cancellation)
    {
        var rows = await store.ReadAsync(context =>
            context
                .Notes.AsNoTracking()
                .Where(row => !row.IsDelivered && row.Run == run.Number)
                .OrderBy(row => row.Version)
                .Take(max)
                .ToListAsync(cancellation)
        );
        return [.. rows.OrderBy(row => row.Version).ThenBy(row => row.Target).Select(row => row.ToPending())];
    }

    public async Task<ImmutableArray<RunId>> WaitingAsync(CancellationToken cancellation)
    {
        var runs = await store.ReadAsync(context =>
            context.Notes.Where(row => !row.IsDelivered).Select(row => row.Run).Distinct().ToListAsync(cancellation)
        );
        return [.. runs.Select(run => new RunId(run))];
    }

    public Task TryingAsync(ImmutableArray<Note> notes, CancellationToken cancellation) =>
        UpdateNotesAsync(notes, set => set.SetProperty(row => row.Tries, row => row.Tries + 1), cancellation);

    public Task DeliveredAsync(ImmutableArray<Note> notes, CancellationToken cancellation) =>
        UpdateNotesAsync(notes, set => set.SetProperty(row => row.IsDelivered, true), cancellation);

    public void Dispose() => store.Dispose();

    private Task<bool> UpdateNotesAsync(
        ImmutableArray<Note> notes,
        Action<UpdateSettersBuilder<NoteRow>> change,
        CancellationToken cancellation
    ) =>
        store.WriteAsync(
            async context =>
            {
                foreach (var group in notes.GroupBy(note => (note.Run, note.Target)))
                {
                    var (run, target, versions) = (
                        group.Key.Run.Number,
                        group.Key.Target,
                        group.Select(note => note.Version).ToList()
                    );
                    await context
                        .Notes.Where(row => row.Run == run && row.Target == target && versions.Contains(row.Version))
                        .ExecuteUpdateAsync(change, cancellation);
                }

                return true;
            },
            cancellation
        );
}
