using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs.Fleet;

/// <summary>
/// The versions that a host runs, from the facts <c>versions</c> and <c>revision</c> of its survey or latest capture.
/// </summary>
public static class HostVersions
{
    public const string VersionsFact = "versions";
    public const string RevisionFact = "revision";

    /// <summary>The versions as last read; empty if they never were.</summary>
    public static Facts Of(Run run, string host)
    {
        var captured = run.Plan!.Stages.Where(stage => stage.Hosts.Contains(host))
            .SelectMany(stage =>
                stage
                    .Steps.Where(step => step.Work is Work.Survey or Work.Capture)
                    .Select(step => run.Evidence(new(stage.Name, host, step.Name)))
            )
            .OfType<Facts>()
            .LastOrDefault(facts => facts.ContainsKey(VersionsFact) || facts.ContainsKey(RevisionFact))
            ?? Facts.Empty;
        var versions = captured
            .GetValueOrDefault(VersionsFact, "")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 2))
            .Where(pair => pair.Length == 2)
            .Aggregate(Facts.Empty, (facts, pair) => facts.SetItem(pair[0], pair[1]));
        return captured.GetValueOrDefault(RevisionFact) is { Length: > 0 } revision
            ? versions.SetItem(RevisionFact, revision)
            : versions;
    }
}
