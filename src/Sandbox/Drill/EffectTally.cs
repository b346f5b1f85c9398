using System.Collections.Immutable;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// How often each effect really happened on the hosts. Raised fencing tokens are left out: every restart of the
/// service raises them, and they change nothing else.
/// </summary>
internal sealed record EffectTally(ImmutableSortedDictionary<(string Host, string Step, EffectKind Kind), int> Counts)
{
    public int Total => Counts.Values.Sum();

    public static EffectTally Of(EffectLog log) =>
        new(
            log.All.Where(effect => effect.Kind is not (EffectKind.FenceRaised or EffectKind.LedgerMade))
                .GroupBy(effect => (effect.Host, Step: effect.Key?.Place.Step ?? "", effect.Kind))
                .ToImmutableSortedDictionary(group => group.Key, group => group.Count())
        );

    public int Of(EffectKind kind) => Counts.Where(one => one.Key.Kind == kind).Sum(one => one.Value);

    /// <summary>
    /// Names the first effect whose count differs, in a sentence; null if all counts are as expected.
    /// </summary>
    public string? DifferenceFrom(EffectTally expected)
    {
        foreach (var what in Counts.Keys.Union(expected.Counts.Keys).Order())
        {
            var (seen, wanted) = (Counts.GetValueOrDefault(what), expected.Counts.GetValueOrDefault(what));
            if (seen != wanted)
                return $"{what.Host}{(what.Step.Length > 0 ? $", {what.Step}" : "")}: "
                    + $"{what.Kind} happened {seen} times instead of {wanted}.";
        }

        return null;
    }
}
