using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill.Laws;

/// <summary>
/// A host is never put back into rotation while it is not well, and never called in service while it is drained.
/// </summary>
public sealed class OnlyTheWellReturn(World world) : ILaw
{
    public void Happened(Effect effect)
    {
        if (effect.Kind == EffectKind.Returned && !world.Fleet[effect.Host].IsWell)
            throw new LawBrokenException("return", $"{effect.Key} returned {effect.Host}, which is not well.");
    }

    public void Ended(Run run)
    {
        if (
            FleetTable.Of(run).FirstOrDefault(row => row.OutSince is null && world.Fleet[row.Host].IsDrained) is { } row
        )
            throw new LawBrokenException("return", $"{row.Host} is in service in the journal and drained.");
    }
}
