using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill.Laws;

/// <summary>
/// Law 6: while something begins on one host, no more of the others are away than its stage allows; and an unhealthy
/// host stops the roll.
/// </summary>
public sealed class NeverTooManyDown(World world) : ILaw
{
    private Plan _plan = world.Plan;

    public void Appended(ImmutableArray<Entry> entries)
    {
        foreach (var planned in entries.Select(entry => entry.Event).OfType<RunEvent.RollbackPlanned>())
            _plan = _plan with { Stages = [.. _plan.Stages, .. planned.Stages] };
    }

    public void Happened(Effect effect)
    {
        if (effect.Kind is not (EffectKind.AttemptBegan or EffectKind.RebootOrdered) || effect.Key is not { } key)
            return;
        var limit = _plan
            .Stages.First(stage => stage.Kind == StageKind.Upgrade && stage.Hosts.Contains(effect.Host))
            .Limit;
        var away = world
            .Fleet.Hosts.Where(host => host.Name != effect.Host && IsAway(host))
            .Select(host => host.Name)
            .ToList();
        if (away.Count >= limit)
            throw new LawBrokenException(
                "6",
                $"{key} began while {string.Join(", ", away)} were away; the limit is {limit}."
            );
    }

    private static bool IsAway(SimulatedHost host) => host.Phase != HostPhase.Up || host.IsDrained || !host.IsWell;
}
