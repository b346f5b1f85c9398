using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Storage.Tables;
using OlUpgrade.Wording;

namespace OlUpgrade.Storage;

/// <summary>What each write does in its transaction: the checks first, then the rows.</summary>
internal static class JournalWrites
{
    public static async Task<Opening> OpenAsync(
        JournalContext context,
        RunEvent.RunRequested request,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        if (
            await context.Runs.FirstOrDefaultAsync(row => row.RequestKey == request.RequestKey, cancellation) is
            { } known
        )
            return new Opening.Known(new RunId(known.Id));
        var hosts = request.Plan.HostsToTake.ToList();
        if (await context.Hosts.FirstOrDefaultAsync(row => hosts.Contains(row.Host), cancellation) is { } taken)
            return new Opening.HostTaken(taken.Host, new RunId(taken.Run));
        var id = new RunId((await context.Runs.MaxAsync(row => (int?)row.Id, cancellation) ?? 0) + 1);
        var entry = new Entry(id, 1, at, request);
        var summary = RunSummary.Of(Run.Fold(id, [entry]), at);
        context.Runs.Add(NewRow(summary, request.RequestKey));
        context.Hosts.AddRange(hosts.Select(host => new TakenHostRow { Host = host, Run = id.Number }));
        context.Entries.Add(NewRow(entry, previous: ""));
        return new Opening.Opened(id);
    }

    public static async Task<Appended> AppendAsync(
        JournalContext context,
        NewEntries entries,
        CancellationToken cancellation
    )
    {
        var (row, lastHash) = await HeadAsync(context, entries.Run, cancellation);
        if (entries.FencingToken is { } fence && row.Fence != fence)
            return Appended.LeaseLost;
        if (row.Version != entries.ExpectedVersion)
            return Appended.Conflict;
        if (!entries.ReacquiredHosts.IsEmpty && await IsTakenAsync(context, entries, cancellation))
            return Appended.HostTaken;
        if (entries.Fleet is { } fleet && !await FleetWrites.AddAsync(context, fleet, cancellation))
            return Appended.Conflict;
        var added = Add(context, row, lastHash, entries.Entries);
        row.Take(entries.Summary);
        context.Notes.AddRange(entries.Notes.Select(note => NewRow(WithHash(note, added))));
        await AddMessagesAsync(context, entries.Entries, cancellation);
        context.Hosts.AddRange(entries.Taken.Select(host => new TakenHostRow { Host = host, Run = row.Id }));
        if (!entries.Summary.IsOpen)
            context.Hosts.RemoveRange(await context.Hosts.Where(host => host.Run == row.Id).ToListAsync(cancellation));
        return Appended.Yes;
    }

    private static async Task AddMessagesAsync(
        JournalContext context,
        ImmutableArray<Entry> entries,
        CancellationToken cancellation
    )
    {
        foreach (var entry in entries)
        {
            if (PostedMessage.RecordedBy(entry.Event) is not var (message, place))
                continue;
            // A later attempt records the same message again, and a script's facts must not claim another step's.
            if (await context.Messages.FindAsync([message.Channel, message.Ts], cancellation) is null)
                context.Messages.Add(NewRow(entry.Run, message, place));
        }
    }

    private static Task<bool> IsTakenAsync(JournalContext context, NewEntries entries, CancellationToken cancellation)
    {
        var hosts = entries.Taken.ToList();
        return context.Hosts.AnyAsync(host => hosts.Contains(host.Host), cancellation);
    }

    public static async Task<Lease> TakeAsync(
        JournalContext context,
        RunId run,
        string holder,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var meta = await MetaAsync(context, cancellation);
        var (row, lastHash) = await HeadAsync(context, run, cancellation);
        if (!await context.Holders.AnyAsync(known => known.Name == holder, cancellation))
            context.Holders.Add(new HolderRow { Name = holder, Since = at.UtcTicks });
        meta.Fence++;
        row.Fence = meta.Fence;
        row.Holder = holder;
        var taken = new RunEvent.RunTakenOver(holder, meta.Fence);
        Add(context, row, lastHash, [new Entry(run, row.Version + 1, at, taken)]);
        return new Lease(run, holder, meta.Fence, meta.DatabaseId);
    }

    /// <summary>The run's row with the hash of its newest entry, in one statement.</summary>
    private static async Task<(RunRow Row, string Hash)> HeadAsync(
        JournalContext context,
        RunId run,
        CancellationToken cancellation
    )
    {
        var heads =
            from row in context.Runs
            join entry in context.Entries on new { Run = row.Id, row.Version } equals new { entry.Run, entry.Version }
            where row.Id == run.Number
            select new { row, entry.Hash };
        var head = await heads.FirstAsync(cancellation);
        return (head.row, head.Hash);
    }

    private static ImmutableArray<EntryRow> Add(
        JournalContext context,
        RunRow run,
        string lastHash,
        ImmutableArray<Entry> entries
    )
    {
        var rows = ImmutableArray.CreateBuilder<EntryRow>(entries.Length);
        foreach (var entry in entries)
            rows.Add(NewRow(entry, rows.Count == 0 ? lastHash : rows[^1].Hash));
        context.Entries.AddRange(rows);
        run.Version += entries.Length;
        return rows.MoveToImmutable();
    }

    private static Note WithHash(Note note, ImmutableArray<EntryRow> added)
    {
        var row = added.FirstOrDefault(row => row.Version == note.Version);
        return row is not null && EventCodec.EndsRun(row.Event) ? Notes.WithHash(note, row.Hash) : note;
    }

    public static async Task<MetaRow> MetaAsync(JournalContext context, CancellationToken cancellation)
    {
        if (await context.Meta.FirstOrDefaultAsync(cancellation) is { } known)
            return known;
        var fresh = new MetaRow { Id = 1, DatabaseId = RandomNumberGenerator.GetHexString(16, lowercase: true) };
        context.Meta.Add(fresh);
        return fresh;
    }

    private static RunRow NewRow(RunSummary summary, string requestKey)
    {
        var row = new RunRow
        {
            Id = summary.Run.Number,
            RequestKey = requestKey,
            Runbook = summary.Runbook,
            Title = summary.Title,
            Requester = summary.Requester,
            RequestedAt = summary.RequestedAt.UtcTicks,
            Version = 1,
        };
        row.Take(summary);
        return row;
    }

    private static EntryRow NewRow(Entry entry, string previous)
    {
        var payload = EventCodec.Encode(entry.Event);
        return new EntryRow
        {
            Run = entry.Run.Number,
            Version = entry.Version,
            At = entry.At.UtcTicks,
            Event = EventCodec.NameOf(entry.Event),
            Payload = payload,
            Hash = JournalHash.Next(previous, entry, payload),
        };
    }

    private static PostedMessageRow NewRow(RunId run, PostedMessage message, StepPlace place) =>
        new()
        {
            Channel = message.Channel,
            Ts = message.Ts,
            Run = run.Number,
            Stage = place.Stage,
            Host = place.Host,
            Step = place.Step,
        };

    private static NoteRow NewRow(Note note) =>
        new()
        {
            Run = note.Run.Number,
            Version = note.Version,
            Target = note.Target,
            Text = note.Text,
        };
}
