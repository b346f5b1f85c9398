using System.Collections.Immutable;

namespace OlUpgrade.Runs;

/// <summary>An earlier run of the very same runbook that ended well: what a plan has to show for itself.</summary>
/// <param name="Hosts">Those that were done there, in order.</param>
/// <param name="Link">Its tracking issue, or its thread; null without either.</param>
public sealed record EarlierSuccess(int Run, DateTimeOffset EndedAt, ImmutableArray<string> Hosts, string? Link)
{
    /// <summary>Null for a run that is no evidence: not ended well, or of another text of the runbook.</summary>
    public static EarlierSuccess? Of(Run run, Runbooks.Digest runbook)
    {
        if (run is not { Status: RunStatus.Succeeded, EndedAt: { } endedAt, Plan: { } plan } || plan.RunbookDigest != runbook)
            return null;
        ImmutableArray<string> done = [.. FleetTable.Of(run).Where(row => row.State == HostState.Done).Select(row => row.Host)];
        var link = run.Evidence(OverheadSteps.Issue)?.GetValueOrDefault("url") ?? run.Evidence(OverheadSteps.Header)?.GetValueOrDefault("link");
        return done.IsEmpty ? null : new(run.Id.Number, endedAt, done, link);
    }

    public override string ToString() => $"run {Run} ended well on {InWords.Of(EndedAt)}, on {string.Join(", ", Hosts)}";
}
