using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Storage;

namespace OlUpgrade.Execution;

/// <summary>
/// Offers rollback branches for deletion, once each, when they have been kept long enough after a successful run. The
/// journal records that a branch was offered; what this class remembers only saves reading old journals again.
/// </summary>
public sealed class BranchOffers(IJournal journal, Signals signals, TimeProvider time, ILogger<BranchOffers> logger)
{
    /// <summary>
    /// Offers in one call. People read each one, and after an update to this version years of them may be due.
    /// </summary>
    private const int MaxOffers = 3;

    private readonly ConcurrentDictionary<RunId, DateTimeOffset?> _dueAt = [];

    /// <summary>Offers the branches that are due, at most three. Returns how many were offered.</summary>
    public async Task<int> OfferAsync(CancellationToken cancellation)
    {
        var offered = 0;
        foreach (
            var summary in await journal.ListAsync(onlyOpen: false, RunListLimits.MaxForBranchOffers, cancellation)
        )
        {
            if (
                summary is { Status: RunStatus.Succeeded, IsOpen: false }
                && await OfferAsync(summary.Run, cancellation)
            )
                offered++;
            if (offered == MaxOffers)
                break;
        }

        return offered;
    }

    private async Task<bool> OfferAsync(RunId id, CancellationToken cancellation)
    {
        if (_dueAt.TryGetValue(id, out var known) && !(known <= time.GetUtcNow()))
            return false;
        // Not through the recorder, which would remember every run. An expired run has no entries.
        var run = Run.Fold(id, await journal.ReadAsync(id, 0, cancellation));
        var due = _dueAt[id] = BranchDecisions.DueAt(run);
        if (!(due <= time.GetUtcNow()))
            return false;
        var recorded = await signals.SignalAsync(id, new RunCommand.OfferBranch(), cancellation);
        _dueAt[id] = BranchDecisions.DueAt(recorded.Run);
        if (recorded.IsChanged)
            logger.LogInformation("Run {Run}: offered its rollback branch for deletion", id);
        return recorded.IsChanged;
    }
}
