using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using OlUpgrade.Runs;

namespace OlUpgrade.Storage;

/// <summary>
/// Deletes the journals of old runs. The run's row stays: its number is never used again, and people can read that it
/// expired. A checkpoint in the same transaction names it, so that nobody else's deletion looks like one.
/// </summary>
internal static class ExpiryWrites
{
    /// <summary>How many of the newest runs are kept, however old they are.</summary>
    public const int NewestKept = 20;

    /// <summary>Runs whose last entry is older than that, oldest first: no open run, and none of the newest.</summary>
    public static async Task<ImmutableArray<RunId>> DueAsync(
        JournalContext context,
        DateTimeOffset endedBefore,
        int max,
        CancellationToken cancellation
    )
    {
        var newest = await context
            .Runs.OrderByDescending(run => run.Id)
            .Select(run => run.Id)
            .Take(NewestKept)
            .ToListAsync(cancellation);
        if (newest.Count < NewestKept)
            return [];
        var (limit, before) = (newest[^1], endedBefore.UtcTicks);
        var due = await context
            .Runs.Where(run => !run.IsOpen && run.ExpiredAt == null && run.Id < limit)
            .Where(run =>
                context.Entries.Any(entry => entry.Run == run.Id && entry.Version == run.Version && entry.At < before)
            )
            .OrderBy(run => run.Id)
            .Select(run => run.Id)
            .Take(max)
            .ToListAsync(cancellation);
        return [.. due.Select(id => new RunId(id))];
    }

    /// <summary>The runs whose journal was deleted.</summary>
    public static async Task<ImmutableHashSet<RunId>> ExpiredAsync(
        JournalContext context,
        CancellationToken cancellation
    )
    {
        var expired = await context
            .Runs.Where(run => run.ExpiredAt != null)
            .Select(run => run.Id)
            .ToListAsync(cancellation);
        return [.. expired.Select(id => new RunId(id))];
    }

    /// <summary>False if the run is open or has expired already.</summary>
    public static async Task<bool> ExpireAsync(
        JournalContext context,
        RunId run,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var row = await context.Runs.FirstOrDefaultAsync(row => row.Id == run.Number, cancellation);
        if (row is null or { IsOpen: true } or { ExpiredAt: not null })
            return false;
        await CheckpointWrites.AddExpiredAsync(context, row, now, cancellation);
        await context.Entries.Where(entry => entry.Run == run.Number).ExecuteDeleteAsync(cancellation);
        await context.Notes.Where(note => note.Run == run.Number).ExecuteDeleteAsync(cancellation);
        await context.Messages.Where(message => message.Run == run.Number).ExecuteDeleteAsync(cancellation);
        row.ExpiredAt = now.UtcTicks;
        // The key expires with the run: the same request opens a new one.
        row.RequestKey = $"expired/{run.Number}";
        return true;
    }
}
