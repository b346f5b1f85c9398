using System.Collections.Immutable;
using OlUpgrade.Plans;

namespace OlUpgrade.Runs.Fleet;

/// <summary>
/// What an <c>upgrade</c> step does to the packages of one host, as announced before the approval: the plan's digest
/// covers every name, version and file.
/// </summary>
/// <param name="Changes">Sorted by name.</param>
/// <param name="Behind">What has something newer and stays as it is.</param>
public sealed record UpgradeTargets(ImmutableArray<PackageChange> Changes, ImmutableArray<PackageBehind> Behind)
{
    /// <summary>The fact with one line for each change.</summary>
    public const string ChangesFact = "targets";

    /// <summary>The fact with one line for each package that stays behind.</summary>
    public const string BehindFact = "behind";

    /// <summary>
    /// Changes of one host that an approval can cover. Far above any upgrade within a release.
    /// </summary>
    public const int MaxChanges = 2_000;

    /// <summary>What was announced for the host; null if no step of the plan upgrades packages.</summary>
    public static UpgradeTargets? Of(Run run, string host) =>
        run.Evidence(BuiltInSteps.Outlook(host)) is { } facts && facts.ContainsKey(ChangesFact)
            ? new(
                [.. Lines(facts, ChangesFact).Select(PackageChange.Parse).OfType<PackageChange>()],
                [.. Lines(facts, BehindFact).Select(PackageBehind.Parse).OfType<PackageBehind>()]
            )
            : null;

    /// <summary>True if the upgrade adds this kernel, as <c>uname -r</c> prints it.</summary>
    public bool Brings(string kernel) =>
        kernel.Length > 0
        && Changes.Any(change =>
            change.Kind == PackageChangeKind.Add && change.Name.EndsWith($"-{kernel}", StringComparison.Ordinal)
        );

    /// <summary>Both as facts.</summary>
    public Facts ToFacts() =>
        Facts
            .Empty.Add(ChangesFact, string.Join('\n', Changes.Select(change => change.Line)))
            .Add(BehindFact, string.Join('\n', Behind.Select(behind => behind.Line)));

    /// <summary>
    /// How what the host would do now differs from what was announced, one line for each package.
    /// </summary>
    /// <param name="found">What it would do.</param>
    /// <param name="mayBeDone">True if some of it may be done already.</param>
    public ImmutableArray<string> Differences(UpgradeTargets found, bool mayBeDone)
    {
        var announced = Changes.ToDictionary(change => change.Name, StringComparer.Ordinal);
        return
        [
            .. found
                .Changes.Where(change => announced.GetValueOrDefault(change.Name) != change)
                .Select(change =>
                    announced.TryGetValue(change.Name, out var other)
                        ? $"{change} instead of {Version(other)}"
                        : $"{change}, which was not announced"
                ),
            .. mayBeDone ? [] : Missing(found),
        ];
    }

    private IEnumerable<string> Missing(UpgradeTargets found)
    {
        var names = found.Changes.Select(change => change.Name).ToHashSet(StringComparer.Ordinal);
        return Changes.Where(change => !names.Contains(change.Name)).Select(change => $"no longer: {change}");
    }

    private static string Version(PackageChange change) => change.To.Length == 0 ? "its removal" : change.To;

    private static string[] Lines(Facts facts, string name) =>
        facts.GetValueOrDefault(name, "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
