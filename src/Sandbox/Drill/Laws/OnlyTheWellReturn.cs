using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill.Laws;

/// <summary>
/// An unhealthy host is never put back into rotation, and a drained host is never reported as in service.
/// </summary>
public sealed class OnlyTheWellReturn(World world) : ILaw
{
    public void Happened(Effect effect)
    {
        if (effect.Kind == EffectKind.Returned && !world.Fleet[effect.Host].IsWell)
            throw new LawBrokenException("return", $"{effect.Key} returned {effect.Host}, which is not healthy.");
    }

    public void Ended(Run run)
    {
        if (
            FleetTable.Of(run).FirstOrDefault(row => row.OutSince is null && world.Fleet[row.Host].IsDrained) is { } row
        )
            throw new LawBrokenException(
                "return",
                $"The journal says that {row.Host} is in service, but it is drained."
            );
    }
}
