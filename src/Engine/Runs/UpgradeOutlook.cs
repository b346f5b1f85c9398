using System.Collections.Immutable;

namespace OlUpgrade.Runs;

/// <summary>
/// What an upgrade would change on one host, as the host said before the plan was posted, and which of it could not be
/// taken back because the installed version is to be had nowhere.
/// </summary>
/// <param name="Changing">Name, installed version, newer version.</param>
/// <param name="Lost">Those of <paramref name="Changing"/> that have no way back.</param>
public sealed record UpgradeOutlook(ImmutableArray<string> Changing, ImmutableArray<string> Lost)
{
    public const string ChangingFact = "changing";
    public const string LostFact = "no-way-back";

    /// <summary>Null where the host was not asked.</summary>
    public static UpgradeOutlook? Of(Run run, string host) => run.Evidence(OverheadSteps.Outlook(host)) is { } facts
        ? new(Lines(facts, ChangingFact), Lines(facts, LostFact))
        : null;

    private static ImmutableArray<string> Lines(Facts facts, string name) =>
        [.. facts.GetValueOrDefault(name, "").Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
