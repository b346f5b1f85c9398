using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Storage;

namespace OlUpgrade.Execution;

/// <summary>
/// Runs that are older than they are kept for: their journals are deleted, with the output of their commands, one run
/// in one transaction, so that nobody waits for it.
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
    private const int MaxAtOnce = 1_000;

    /// <summary>Deletes what is due, at most 1,000 runs; how many it were.</summary>
    public async Task<int> ExpireAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var due = await store.ReadAsync(context => ExpiryWrites.DueAsync(context, now - keep, MaxAtOnce, cancellation));
        var expired = 0;
        foreach (var run in due)
        {
            if (await IsToBeOfferedAsync(run, cancellation))
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
    /// Only the journal knows of a rollback branch: it stays until people were told that the branch may go.
    /// </summary>
    private async Task<bool> IsToBeOfferedAsync(RunId run, CancellationToken cancellation) =>
        await recorder.LoadAsync(run, cancellation) is { } ended && BranchDecisions.DueAt(ended) is not null;

    /// <summary>When the run expired, as a sentence; null when it did not.</summary>
    public async Task<string?> SentenceOfAsync(RunId run, CancellationToken cancellation)
    {
        var row = await store.ReadAsync(context =>
            context
                .Runs.AsNoTracking()
                .FirstOrDefaultAsync(row => row.Id == run.Number && row.ExpiredAt != null, cancellation)
        );
        return row is null
            ? null
            : $"Run {run} ({row.Runbook}, asked for by {row.Requester} on "
                + $"{Utc.At(row.RequestedAt):yyyy-MM-dd}, {row.Status}) has expired: "
                + "its journal was deleted on "
                + $"{Utc.At(row.ExpiredAt!.Value):yyyy-MM-dd}. The tracking issue "
                + "tells what it did.";
    }
}
