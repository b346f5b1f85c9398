using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Storage;
using OlUpgrade.Wording;

namespace OlUpgrade.Execution;

/// <summary>Makes a run's report from its journal, beside the newest earlier runs of the same runbook.</summary>
public sealed class RunReports(IJournal journal, Recorder recorder)
{
    private const int MaxRuns = 200;
    private const int MaxEarlier = 5;

    /// <summary>Null when there is no such run.</summary>
    /// <param name="head">The hash of its last entry, for whoever reads it; null where it is not known.</param>
    /// <param name="upTo">The report is of the run as it was at this entry; null for as it is.</param>
    public async Task<RunReport?> OfAsync(RunId id, string? head, int? upTo, CancellationToken cancellation)
    {
        var entries = await journal.ReadAsync(id, 0, cancellation);
        if (upTo is { } version)
            entries = [.. entries.TakeWhile(entry => entry.Version <= version)];
        return Run.Fold(id, entries) is { Plan: not null } run
            ? new RunReport(run, entries, head, await EarlierAsync(run, cancellation))
            : null;
    }

    /// <summary>What people were told of a run so far, in order.</summary>
    public async Task<ImmutableArray<(DateTimeOffset At, string Sentence)>> TimelineAsync(
        RunId id,
        CancellationToken cancellation
    ) => [.. RunReport.TimelineOf(id, await journal.ReadAsync(id, 0, cancellation))];

    private async Task<ImmutableArray<EarlierDuration>> EarlierAsync(Run run, CancellationToken cancellation)
    {
        var earlier = ImmutableArray.CreateBuilder<EarlierDuration>();
        var alike = (await journal.ListAsync(onlyOpen: false, MaxRuns, cancellation))
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
