using System.Collections.Immutable;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// What really happened on the hosts, and how often. What each new life of the service does there to be obeyed (a
/// raised fence) is left out: it changes nothing else.
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
    /// The first effect that happened another number of times, as a sentence; null when all are as expected.
    /// </summary>
    public string? Otherwise(EffectTally expected)
    {
        foreach (var what in Counts.Keys.Union(expected.Counts.Keys).Order())
        {
            var (seen, due) = (Counts.GetValueOrDefault(what), expected.Counts.GetValueOrDefault(what));
            if (seen != due)
                return $"{what.Host}{(what.Step.Length > 0 ? $", {what.Step}" : "")}: "
                    + $"{what.Kind} happened {seen} times, undisturbed {due}.";
        }

        return null;
    }
}
