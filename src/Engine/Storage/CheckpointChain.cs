using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using OlUpgrade.Storage.Tables;

namespace OlUpgrade.Storage;

/// <summary>Makes, reads and verifies the database's checkpoints.</summary>
public sealed class CheckpointChain(JournalStore store)
{
    /// <summary>Checkpoints everything that changed since the last time.</summary>
    public async Task ExtendAsync(DateTimeOffset at, CancellationToken cancellation)
    {
        while (await store.WriteAsync(context => CheckpointWrites.AddAsync(context, at, cancellation), cancellation))
        {
            // More runs changed than one checkpoint takes.
        }
    }

    /// <summary>The number of the last one; 0 if there is none.</summary>
    public Task<int> LastAsync(CancellationToken cancellation) =>
        store.ReadAsync(async context =>
            await context.Checkpoints.MaxAsync(row => (int?)row.Number, cancellation) ?? 0
        );

    /// <summary>Those after a number, in order.</summary>
    public async Task<ImmutableArray<Checkpoint>> ReadAsync(int after, CancellationToken cancellation) =>
        [.. (await RowsAsync(after, cancellation)).Select(row => row.ToCheckpoint())];

    /// <summary>The checkpoints that are as they were made, and what is wrong with the first that is not.</summary>
    public async Task<(ImmutableArray<Checkpoint> Sound, string? Problem)> VerifyAsync(CancellationToken cancellation)
    {
        var rows = await RowsAsync(0, cancellation);
        var (sound, previous) = (ImmutableArray.CreateBuilder<Checkpoint>(), "");
        foreach (var row in rows)
        {
            if (row.Number != sound.Count + 1)
                return (sound.ToImmutable(), $"checkpoint {sound.Count + 1} is gone from the database");
            if (row.Hash != Checkpoint.HashOf(previous, row.Number, row.At, row.Heads))
                return (sound.ToImmutable(), $"checkpoint {row.Number} of the database is not what was written");
            sound.Add(row.ToCheckpoint());
            previous = row.Hash;
        }

        return (sound.ToImmutable(), null);
    }

    private Task<List<CheckpointRow>> RowsAsync(int after, CancellationToken cancellation) =>
        store.ReadAsync(context =>
            context
                .Checkpoints.AsNoTracking()
                .Where(row => row.Number > after)
                .OrderBy(row => row.Number)
                .ToListAsync(cancellation)
        );
}
