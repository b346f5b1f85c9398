using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Storage;

namespace OlUpgrade.Execution;

/// <summary>
/// Deletes the journals of runs that are older than the retention time, with the output of their commands. Each run is
/// deleted in a transaction of its own, so that no other writer waits long.
/// </summary>
/// <param name="keep">How long a run's journal is kept after its last entry.</param>
public sealed class RunExpiry(
    IJournal journal,
    JournalStore store,
    Recorder recorder,
    TimeSpan keep,
    TimeProvider time,
    ILogger<RunExpiry> logger
)
{
    /// <summary>Runs in one call; the rest follow the next day.</summary>
    private const int MaxAtOnce = 1_000;

    /// <summary>Deletes what is due, at most 1,000 runs. Returns how many were deleted.</summary>
    public async Task<int> ExpireAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var due = await store.ReadAsync(context => ExpiryWrites.DueAsync(context, now - keep, MaxAtOnce, cancellation));
        var expired = 0;
        foreach (var run in due)
        {
            if (await HasBranchToOfferAsync(run, cancellation))
                continue;
            if (!await journal.ExpireAsync(run, now, cancellation))
                continue;
            recorder.Forget(run);
            logger.LogInformation(
                "Run {Run} has expired: its journal is older than {Days} days and was deleted",
                run,
                keep.TotalDays
            );
            expired++;
        }

        return expired;
    }

    /// <summary>
    /// True if the run's rollback branch is still to be offered for deletion. Only the journal knows the branch, so it
    /// stays until then.
    /// </summary>
    private async Task<bool> HasBranchToOfferAsync(RunId run, CancellationToken cancellation) =>
        await recorder.LoadAsync(run, cancellation) is { } ended && BranchDecisions.DueAt(ended) is not null;

    /// <summary>When the run expired, as a sentence; null if it did not.</summary>
    public async Task<string?> SentenceOfAsync(RunId run, CancellationToken cancellation)
    {
        var row = await store.ReadAsync(context =>
            context
                .Runs.AsNoTracking()
                .FirstOrDefaultAsync(row => row.Id == run.Number && row.ExpiredAt != null, cancellation)
        );
        return row is null
            ? null
            : $"Run {run} ({row.Runbook}, requested by {row.Requester} on "
                + $"{Utc.At(row.RequestedAt):yyyy-MM-dd}, {row.Status}) has expired: "
                + "its journal was deleted on "
                + $"{Utc.At(row.ExpiredAt!.Value):yyyy-MM-dd}. The tracking issue says what it did.";
    }
}
