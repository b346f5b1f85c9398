using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Storage;

namespace OlUpgrade.Execution;

/// <summary>
/// Rollback branches that were kept for long enough after a good run: people are told, once, that they may be deleted.
/// That a branch was offered only the journal knows; what is remembered here spares reading old journals again and may
/// be lost.
/// </summary>
public sealed class BranchOffers(IJournal journal, Signals signals, TimeProvider time, ILogger<BranchOffers> logger)
{
    /// <summary>Of the newest so many runs, open ones among them.</summary>
    private const int MaxRuns = 5_000;

    /// <summary>
    /// In one go: after the first start with this there may be years of them, and each is told to people.
    /// </summary>
    private const int MaxOffers = 3;

    private readonly ConcurrentDictionary<RunId, DateTimeOffset?> _dueAt = [];

    /// <summary>Offers what is due; how many it were.</summary>
    public async Task<int> OfferAsync(CancellationToken cancellation)
    {
        var offered = 0;
        foreach (var summary in await journal.ListAsync(onlyOpen: false, MaxRuns, cancellation))
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
        // Not by the recorder, which would remember every run there ever was. A run that has expired has no entries.
        var run = Run.Fold(id, await journal.ReadAsync(id, 0, cancellation));
        var due = _dueAt[id] = BranchDecisions.DueAt(run);
        if (!(due <= time.GetUtcNow()))
            return false;
        var recorded = await signals.SignalAsync(id, new RunCommand.OfferBranch(), cancellation);
        _dueAt[id] = BranchDecisions.DueAt(recorded.Run);
        if (recorded.IsChanged)
            logger.LogInformation("Run {Run}: its rollback branch may be deleted now, and people are told so", id);
        return recorded.IsChanged;
    }
}
