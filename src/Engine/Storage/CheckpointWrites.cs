using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using OlUpgrade.Storage.Tables;

namespace OlUpgrade.Storage;

/// <summary>Adds checkpoints, inside a transaction of the journal.</summary>
internal static class CheckpointWrites
{
    /// <summary>Heads in one checkpoint; more runs make more of them, so that no line of the log is cut.</summary>
    public const int MaxHeads = 100;

    /// <summary>Chains the heads of what changed since the last checkpoint. True if there may be more.</summary>
    public static async Task<bool> AddAsync(JournalContext context, DateTimeOffset at, CancellationToken cancellation)
    {
        var heads =
            from run in context.Runs
            join entry in context.Entries on new { Run = run.Id, run.Version } equals new { entry.Run, entry.Version }
            where run.Version != run.CheckpointedVersion
            orderby run.Id
            select new { run, entry.Hash };
        var changed = await heads.Take(MaxHeads).ToListAsync(cancellation);
        var fleet = await FleetAsync(context, cancellation);
        if (changed.Count == 0 && fleet.IsEmpty)
            return false;
        await AddAsync(
            context,
            [.. fleet, .. changed.Select(one => new CheckpointHead(one.run.Id, one.run.Version, one.Hash))],
            at,
            cancellation
        );
        foreach (var one in changed)
            one.run.CheckpointedVersion = one.run.Version;
        return changed.Count == MaxHeads;
    }

    /// <summary>The head of the fleet's stream if it changed since the last checkpoint; it is noted as named.</summary>
    private static async Task<ImmutableArray<CheckpointHead>> FleetAsync(
        JournalContext context,
        CancellationToken cancellation
    )
    {
        if (await FleetWrites.HeadAsync(context, cancellation) is not { } head)
            return [];
        var meta = await JournalWrites.MetaAsync(context, cancellation);
        if (meta.FleetCheckpointed == head.Version)
            return [];
        meta.FleetCheckpointed = head.Version;
        return [new(CheckpointHead.Fleet, head.Version, head.Hash)];
    }

    /// <summary>Names a run whose journal is deleted because it is old, with the head that it had.</summary>
    public static async Task AddExpiredAsync(
        JournalContext context,
        RunRow run,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var hash = await context
            .Entries.Where(entry => entry.Run == run.Id && entry.Version == run.Version)
            .Select(entry => entry.Hash)
            .FirstOrDefaultAsync(cancellation);
        await AddAsync(context, [new(run.Id, run.Version, hash ?? "none", IsExpired: true)], at, cancellation);
        run.CheckpointedVersion = run.Version;
    }

    private static async Task AddAsync(
        JournalContext context,
        ImmutableArray<CheckpointHead> heads,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var last = await context
            .Checkpoints.AsNoTracking()
            .OrderByDescending(row => row.Number)
            .FirstOrDefaultAsync(cancellation);
        var (number, text) = ((last?.Number ?? 0) + 1, Checkpoint.TextOf(heads));
        context.Checkpoints.Add(
            new CheckpointRow
            {
                Number = number,
                Format = Checkpoint.Format,
                At = at.UtcTicks,
                Heads = text,
                Hash = Checkpoint.HashOf(last?.Hash ?? "", number, at.UtcTicks, text),
            }
        );
    }
}
