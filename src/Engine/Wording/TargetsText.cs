using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Yaml;

namespace OlUpgrade.Wording;

/// <summary>What an upgrade changes, host by host; hosts on which it changes the same share a line.</summary>
public static class TargetsText
{
    /// <summary>Changes of packages named in one line.</summary>
    private const int MaxNames = 12;

    /// <summary>Names, versions, and what stays behind: for the channel where it is approved.</summary>
    public static ImmutableArray<string> Whole(Run run) =>
        [
            .. Groups(run)
                .SelectMany(group =>
                    Behind(group.Targets).Prepend($"{group.Hosts}: {Counted(group.Targets)}{Names(group.Targets)}.")
                ),
        ];

    /// <summary>
    /// Only counts and a digest: for the public issue, because names and versions say what is not patched yet.
    /// </summary>
    public static ImmutableArray<string> Counts(Run run) =>
        [
            .. Groups(run)
                .Select(group =>
                    $"{group.Hosts}: {Counted(group.Targets)}, digest {DigestOf(group.Targets).Abbreviated}"
                ),
        ];

    private static IEnumerable<(string Hosts, UpgradeTargets Targets)> Groups(Run run) =>
        (run.Plan?.Hosts ?? [])
            .Select(host => (host.Name, Targets: UpgradeTargets.Of(run, host.Name)))
            .Where(host => host.Targets is not null)
            .GroupBy(host => string.Join('\n', Lines(host.Targets!)), StringComparer.Ordinal)
            .Select(group => (string.Join(", ", group.Select(host => host.Name)), group.First().Targets!));

    private static IEnumerable<string> Lines(UpgradeTargets targets) =>
        targets.Changes.Select(change => change.Line).Concat(targets.Behind.Select(behind => behind.Line));

    private static Digest DigestOf(UpgradeTargets targets) =>
        Digest.Of(string.Join('\n', targets.Changes.Select(change => change.Line)));

    private static string Counted(UpgradeTargets targets)
    {
        if (targets.Changes.IsEmpty)
            return "nothing to upgrade";
        var kinds = new[]
        {
            (PackageChangeKind.Upgrade, "upgraded"),
            (PackageChangeKind.Add, "added"),
            (PackageChangeKind.Remove, "removed"),
        };
        var counts = kinds
            .Select(kind => (Count: targets.Changes.Count(change => change.Kind == kind.Item1), Word: kind.Item2))
            .Where(kind => kind.Count > 0)
            .Select(kind => $"{kind.Count} {kind.Word}");
        return $"packages: {string.Join(", ", counts)}";
    }

    private static string Names(UpgradeTargets targets)
    {
        if (targets.Changes.IsEmpty)
            return "";
        // What is added or removed is what surprises people.
        var shown = targets.Changes.OrderBy(change => change.Kind == PackageChangeKind.Upgrade).Take(MaxNames).ToList();
        var more = targets.Changes.Length - shown.Count;
        return $" ({string.Join("; ", shown)}{(more > 0 ? $"; and {more} more" : "")})";
    }

    private static IEnumerable<string> Behind(UpgradeTargets targets) =>
        targets.Behind.GroupBy(behind => behind.Reason, StringComparer.Ordinal).Select(group => Stays([.. group]));

    private static string Stays(ImmutableArray<PackageBehind> behind) =>
        behind.Length == 1
            ? $"{behind[0]}."
            : $"{string.Join(", ", behind.Take(MaxNames).Select(one => $"{one.Name} {one.Installed}"))}"
                + $"{(behind.Length > MaxNames ? $" and {behind.Length - MaxNames} more" : "")} stay as they are: "
                + $"{behind[0].Why}.";
}
