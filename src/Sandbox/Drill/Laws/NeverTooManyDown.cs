using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill.Laws;

/// <summary>
/// Law 6: nothing starts on a host while as many of the others are down as its stage's limit allows. Unhealthy and
/// drained hosts count as down.
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
        var down = world
            .Fleet.Hosts.Where(host => host.Name != effect.Host && IsDown(host))
            .Select(host => host.Name)
            .ToList();
        if (down.Count >= limit)
            throw new LawBrokenException(
                "6",
                $"{key} started while {string.Join(", ", down)} were down; the limit is {limit}."
            );
    }

    private static bool IsDown(SimulatedHost host) => host.Phase != HostPhase.Up || host.IsDrained || !host.IsWell;
}
