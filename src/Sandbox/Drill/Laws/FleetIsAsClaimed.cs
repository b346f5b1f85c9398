using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill.Laws;

/// <summary>
/// What the journal claims at the end is how the hosts are: done means upgraded and rebooted, rolled back means that all is
/// what it was before the run, waiting means that nothing ran there.
/// </summary>
public sealed class FleetIsAsClaimed(World world) : ILaw
{
    public void Ended(Run run)
    {
        foreach (var row in FleetTable.Of(run))
        {
            if (Lie(run, row) is { } lie)
                throw new LawBrokenException("claims", $"{row.Host} is {row.State} in the journal and {lie}.");
        }
    }

    private string? Lie(Run run, HostRow row) => row.State switch
    {
        HostState.Done when !IsBySomebodysWord(run, row.Host) => NotDone(row),
        HostState.RolledBack when world.DifferencesOn(row.Host).ToList() is { Count: > 0 } left => $"not what it was: {string.Join("; ", left)}",
        HostState.Waiting or HostState.Untouched when world.Fleet.Effects.All.Any(effect => effect.Host == row.Host && effect.Kind == EffectKind.AttemptBegan) =>
            "something ran there",
        _ => null,
    };

    private string? NotDone(HostRow row)
    {
        var host = world.Fleet[row.Host];
        var steps = world.Plan.Stage(row.Stage).Steps;
        if (host.Boots == 0 && steps.Any(step => step.Work is Work.Reboot))
            return "never rebooted";
        return steps.Any(step => step.Name == "upgrade packages") && host.Upgrades.Any(newer => host.Packages.GetValueOrDefault(newer.Key) != newer.Value)
            ? "was not upgraded"
            : null;
    }

    private static bool IsBySomebodysWord(Run run, string host) => run.Steps.Values.Any(step =>
        step.Place.Host == host
        && (step.Evidence.ContainsKey("settled-by") || (step.Evidence.ContainsKey("found") && !step.Evidence.ContainsKey("overridden-by"))));
}
