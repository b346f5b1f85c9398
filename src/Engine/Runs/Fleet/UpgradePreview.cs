using System.Collections.Immutable;
using OlUpgrade.Plans;

namespace OlUpgrade.Runs.Fleet;

/// <summary>
/// What an upgrade would change on one host, as the host reported before the plan was posted, and which changes could
/// not be undone because the installed version is no longer available anywhere.
/// </summary>
/// <param name="Changing">One line for each package: name, installed version, newer version.</param>
/// <param name="Lost">The packages of <paramref name="Changing"/> that could not be rolled back.</param>
/// <param name="IsAnnounced">True if a step installs exactly this: <see cref="UpgradeTargets"/> has the rest.</param>
public sealed record UpgradePreview(ImmutableArray<string> Changing, ImmutableArray<string> Lost, bool IsAnnounced)
{
    /// <summary>Names in one sentence.</summary>
    private const int MaxNames = 10;

    public const string ChangingFact = "changing";
    public const string LostFact = "no-way-back";

    /// <summary>Null if the host was not asked.</summary>
    public static UpgradePreview? Of(Run run, string host) =>
        run.Evidence(BuiltInSteps.Outlook(host)) is { } facts
            ? new(Lines(facts, ChangingFact), Lines(facts, LostFact), facts.ContainsKey(UpgradeTargets.ChangesFact))
            : null;

    /// <summary>The first packages that could not be rolled back, and how many more there are.</summary>
    public string LostNames() =>
        Lost.Length <= MaxNames
            ? string.Join(", ", Lost)
            : $"{string.Join(", ", Lost.Take(MaxNames))} and {Lost.Length - MaxNames} more";

    private static ImmutableArray<string> Lines(Facts facts, string name) =>
        [.. facts.GetValueOrDefault(name, "").Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
