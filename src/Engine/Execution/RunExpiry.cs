using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OlUpgrade.Outputs;
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
    OutputFolder outputs,
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

        await DeleteOutputsAsync(cancellation);
        return expired;
    }

    /// <summary>
    /// After the journals, so that a run that is there has its output; the rest follows the next day.
    /// </summary>
    private async Task DeleteOutputsAsync(CancellationToken cancellation)
    {
        var expired = await store.ReadAsync(context => ExpiryWrites.ExpiredAsync(context, cancellation));
        foreach (var run in outputs.Runs().Where(expired.Contains).ToList())
        {
            try
            {
                outputs.Delete(run);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                logger.LogWarning("The output of run {Run} could not be deleted: {Why}", run, fault.Message);
            }
        }
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
