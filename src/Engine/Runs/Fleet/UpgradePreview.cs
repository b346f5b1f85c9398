using System.Collections.Immutable;
using OlUpgrade.Plans;

namespace OlUpgrade.Runs.Fleet;

/// <summary>
/// What an upgrade would change on one host, as the host said before the plan was posted, and which of it could not be
/// taken back because the installed version is to be had nowhere.
/// </summary>
/// <param name="Changing">Name, installed version, newer version.</param>
/// <param name="Lost">Those of <paramref name="Changing"/> that have no way back.</param>
public sealed record UpgradePreview(ImmutableArray<string> Changing, ImmutableArray<string> Lost)
{
    private const int MaxNames = 10;

    public const string ChangingFact = "changing";
    public const string LostFact = "no-way-back";

    /// <summary>Null where the host was not asked.</summary>
    public static UpgradePreview? Of(Run run, string host) =>
        run.Evidence(BuiltInSteps.Outlook(host)) is { } facts
            ? new(Lines(facts, ChangingFact), Lines(facts, LostFact))
            : null;

    /// <summary>The first of those that have no way back, and how many more there are.</summary>
    public string LostNames() =>
        Lost.Length <= MaxNames
            ? string.Join(", ", Lost)
            : $"{string.Join(", ", Lost.Take(MaxNames))} and {Lost.Length - MaxNames} more";

    private static ImmutableArray<string> Lines(Facts facts, string name) =>
        [.. facts.GetValueOrDefault(name, "").Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
