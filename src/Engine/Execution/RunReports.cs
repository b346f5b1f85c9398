using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Storage;
using OlUpgrade.Wording;

namespace OlUpgrade.Execution;

/// <summary>Makes a run's report from its journal and compares it with earlier runs of the same runbook.</summary>
public sealed class RunReports(IJournal journal, Recorder recorder)
{
    /// <summary>Earlier runs that a report compares with: enough to show what is usual.</summary>
    private const int MaxEarlier = 5;

    /// <summary>The report; null if there is no such run.</summary>
    /// <param name="head">The hash of its last entry, to print in the report; null if unknown.</param>
    /// <param name="upTo">The last entry that the report covers; null for all of them.</param>
    public async Task<RunReport?> OfAsync(RunId id, string? head, int? upTo, CancellationToken cancellation)
    {
        var entries = await journal.ReadAsync(id, 0, cancellation);
        if (upTo is { } version)
            entries = [.. entries.TakeWhile(entry => entry.Version <= version)];
        return Run.Fold(id, entries) is { Plan: not null } run
            ? new RunReport(run, entries, head, await EarlierAsync(run, cancellation))
            : null;
    }

    /// <summary>The messages about a run so far, in order.</summary>
    public async Task<ImmutableArray<(DateTimeOffset At, string Sentence)>> TimelineAsync(
        RunId id,
        CancellationToken cancellation
    ) => [.. RunReport.TimelineOf(id, await journal.ReadAsync(id, 0, cancellation))];

    private async Task<ImmutableArray<EarlierDuration>> EarlierAsync(Run run, CancellationToken cancellation)
    {
        var earlier = ImmutableArray.CreateBuilder<EarlierDuration>();
        var alike = (await journal.ListAsync(onlyOpen: false, RunListLimits.MaxForComparison, cancellation))
            .Where(other => other.Runbook == run.Plan!.Runbook && other.Run < run.Id && !other.IsOpen)
            .Take(MaxEarlier);
        foreach (var summary in alike)
        {
            if (
                await recorder.LoadAsync(summary.Run, cancellation) is
                { EndedAt: { } ended, RequestedAt: { } asked, Plan: { } plan } other
            )
                earlier.Add(new(other.Id.Number, ended - asked, other.Status, plan.Hosts.Length));
        }

        return earlier.ToImmutable();
    }
}
