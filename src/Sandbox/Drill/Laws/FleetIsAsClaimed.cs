using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Sandbox.Drill.Laws;

/// <summary>What the journal claims at the end is how the hosts are: done means upgraded, rebooted and well.</summary>
public sealed class FleetIsAsClaimed(World world) : ILaw
{
    public void Ended(Run run)
    {
        foreach (var row in FleetTable.Of(run).Where(row => row.State == HostState.Done))
        {
            var host = world.Fleet[row.Host];
            var bySomebodysWord = run.Steps.Values.Any(step =>
                step.Place.Host == row.Host && (step.Evidence.ContainsKey("settled-by") || step.Evidence.ContainsKey("found") && !step.Evidence.ContainsKey("overridden-by")));
            if (bySomebodysWord)
                continue;
            var steps = world.Plan.Stage(row.Stage).Steps;
            if (host.Boots == 0 && steps.Any(step => step.Work is Work.Reboot))
                throw new LawBrokenException("claims", $"{row.Host} is done in the journal and never rebooted.");
            if (steps.Any(step => step.Name == "upgrade packages") && host.Upgrades.Any(newer => host.Packages.GetValueOrDefault(newer.Key) != newer.Value))
                throw new LawBrokenException("claims", $"{row.Host} is done in the journal and was not upgraded.");
        }
    }
}
