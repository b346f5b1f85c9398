using System.Collections.Immutable;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs.Fleet;

/// <summary>
/// The results of the work on one host, as its steps recorded them; empty before the work. For a host that was rolled
/// back, only what still differs from before.
/// </summary>
/// <param name="Packages">How many packages changed their version; null if they were not captured twice.</param>
/// <param name="RevisionBefore">The revision that ran before the work; null if unknown.</param>
/// <param name="RevisionAfter">The revision at the last capture; null if unknown.</param>
/// <param name="Health">Each health question with its last answer.</param>
/// <param name="Changes">What differs from before, a line each.</param>
public sealed record HostEvidence(
    int? Packages,
    string? RevisionBefore,
    string? RevisionAfter,
    ImmutableArray<(string Question, string Answer)> Health,
    ImmutableArray<string> Changes
)
{
    private const string PackagesFact = "packages";

    public static HostEvidence Of(Run run, HostRow row)
    {
        if (run.RolledBackHosts.TryGetValue(row.Host, out var differences))
            return new(Packages: null, RevisionBefore: null, RevisionAfter: null, HealthOf(run, row.Host), differences);
        var stage = run.Plan!.Stage(row.Stage);
        var captures = HostChanges.CapturesOf(run, stage, row.Host);
        var (first, last) = captures.IsEmpty ? (Facts.Empty, Facts.Empty) : (captures[0], captures[^1]);
        var isCounted = captures.Length > 1 && first.ContainsKey(PackagesFact) && last.ContainsKey(PackagesFact);
        return new(
            isCounted ? HostChanges.Between(Only(first), Only(last)).Count() : null,
            first.GetValueOrDefault(HostVersions.RevisionFact),
            captures.Length < 2 ? null : last.GetValueOrDefault(HostVersions.RevisionFact),
            HealthOf(run, row.Host),
            HostChanges.Of(run, stage, row.Host)
        );
    }

    /// <summary>
    /// Clauses to append to the line of a finished host, each after a comma; empty if nothing was recorded.
    /// </summary>
    public string Clauses()
    {
        var packages = Packages is { } count ? $", {count} {(count == 1 ? "package" : "packages")} changed" : "";
        var revision = (RevisionBefore, RevisionAfter) switch
        {
            ({ } before, { } after) when before != after => $", revision {before} to {after}",
            (_, { } after) => $", revision {after}",
            _ => "",
        };
        return $"{packages}{revision}{(Health.IsEmpty ? "" : $", healthy by {Health.Length} questions")}";
    }

    /// <summary>Everything, a line each.</summary>
    public ImmutableArray<string> Lines(HostRow row) =>
        [
            .. row.Rebooted ? (string[])[$"boot ID {row.Before.BootId} to {row.After.BootId}"] : [],
            .. Health.Select(one => $"health: {one.Question}: {one.Answer}"),
            .. Changes,
        ];

    private static Facts Only(Facts facts) => Facts.Empty.Add(PackagesFact, facts[PackagesFact]);

    /// <summary>From the step that asked last: during the work, after the soak, or in the rollback.</summary>
    private static ImmutableArray<(string Question, string Answer)> HealthOf(Run run, string host) =>
        [
            .. from answer in run.Plan!.Stages.Where(stage => stage.Hosts.Contains(host))
                .SelectMany(stage =>
                    stage
                        .Steps.Where(step => step.Work is Work.Health)
                        .Select(step => run.Evidence(new(stage.Name, host, step.Name)))
                )
                .LastOrDefault(evidence => evidence is not null)
                ?? Facts.Empty
            where answer.Key != Work.Health.InARowFact
            select (answer.Key, answer.Value),
        ];
}
