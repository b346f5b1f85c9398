using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Api;

/// <summary>Makes a run's report from its journal, beside the newest earlier runs of the same runbook.</summary>
public sealed class RunReports(IJournal journal, Recorder recorder, JournalVerifier verifier)
{
    private const int RunsMost = 200;
    private const int EarlierMost = 5;

    /// <summary>Null when there is no such run.</summary>
    public async Task<RunReport?> OfAsync(RunId id, CancellationToken cancellation)
    {
        if (await recorder.LoadAsync(id, cancellation) is not { Plan: not null } run)
            return null;
        var entries = await journal.ReadAsync(id, 0, cancellation);
        var verification = await verifier.VerifyAsync(id, cancellation);
        return new RunReport(run, entries, verification?.Head, await EarlierAsync(run, cancellation));
    }

    private async Task<ImmutableArray<EarlierDuration>> EarlierAsync(Run run, CancellationToken cancellation)
    {
        var earlier = ImmutableArray.CreateBuilder<EarlierDuration>();
        var alike = (await journal.ListAsync(onlyOpen: false, RunsMost, cancellation))
            .Where(other => other.Runbook == run.Plan!.Runbook && other.Run < run.Id && !other.IsOpen)
            .Take(EarlierMost);
        foreach (var summary in alike)
        {
            if (await recorder.LoadAsync(summary.Run, cancellation) is { EndedAt: { } ended, RequestedAt: { } asked, Plan: { } plan } other)
                earlier.Add(new(other.Id.Number, ended - asked, other.Status, plan.Hosts.Length));
        }

        return earlier.ToImmutable();
    }
}
