using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill.Laws;

/// <summary>
/// At the end the hosts are as the journal claims. Done: upgraded, rebooted and healthy, except for skipped steps.
/// Rolled back: everything is as it was before the run. Mixed: the journal names everything that is not. Waiting:
/// nothing ran there.
/// </summary>
public sealed class FleetIsAsClaimed(World world) : ILaw
{
    public void Ended(Run run)
    {
        foreach (var row in FleetTable.Of(run))
        {
            if (FalseClaim(run, row) is { } lie)
                throw new LawBrokenException("claims", $"The journal says that {row.Host} is {row.State}, but {lie}.");
        }
    }

    private string? FalseClaim(Run run, HostRow row) =>
        row.State switch
        {
            HostState.Done when !RestsOnADecision(run, row.Host) => NotDone(run, row),
            HostState.RolledBack when world.DifferencesOn(row.Host).ToList() is { Count: > 0 } differences =>
                $"it differs from before: {string.Join("; ", differences)}",
            HostState.Mixed when IsProved(run, row.Host) => NotNamed(run, row.Host),
            HostState.Waiting
            or HostState.Untouched
                when world.Fleet.Effects.All.Any(effect =>
                    effect.Host == row.Host && effect.Kind == EffectKind.AttemptBegan
                ) => "something ran there",
            _ => null,
        };

    private string? NotDone(Run run, HostRow row)
    {
        var host = world.Fleet[row.Host];
        var done = world
            .Plan.Stage(row.Stage)
            .Steps.Where(step => run.Step(new(row.Stage, row.Host, step.Name)).Phase == StepPhase.Succeeded)
            .ToList();
        if (host.Boots == 0 && done.Exists(step => step.Work is Work.Reboot))
            return "it never rebooted";
        if (done.Exists(step => step.Work is Work.Health) && !IsWell(host))
            return "it is not healthy";
        return
            done.Exists(step => step.Name == "upgrade packages")
            && host.Upgrades.Any(newer => host.Packages.GetValueOrDefault(newer.Key) != newer.Value)
            ? "it was not upgraded"
            : null;
    }

    private static bool IsWell(SimulatedHost host) =>
        host.Phase == HostPhase.Up
        && host.Containers.Values.All(container => container.IsRunning)
        && host.Services.Values.All(isActive => isActive)
        && host.Troubles.Count == 0;

    private static bool IsProved(Run run, string host) =>
        run.Steps.Values.Any(step =>
            step.Place.Host == host && step.Place.Step == RollbackPlanner.ProveStep && step.Phase == StepPhase.Succeeded
        );

    /// <summary>
    /// The real differences that the journal does not list. The journal names a difference by the thing that differs.
    /// </summary>
    private string? NotNamed(Run run, string host)
    {
        var listed = string.Join('\n', run.RolledBackHosts[host]);
        var missing = world
            .DifferencesOn(host)
            .Where(difference => !listed.Contains(ThingOf(difference), StringComparison.Ordinal))
            .ToList();
        return missing.Count > 0 ? $"these differences are not listed: {string.Join("; ", missing)}" : null;
    }

    private static string ThingOf(string difference)
    {
        var thing = difference[..difference.IndexOf(": ", StringComparison.Ordinal)];
        return thing[(thing.IndexOf(' ', StringComparison.Ordinal) + 1)..];
    }

    private static bool RestsOnADecision(Run run, string host) =>
        run.Steps.Values.Any(step =>
            step.Place.Host == host
            && (
                step.Evidence.ContainsKey("settled-by")
                || (step.Evidence.ContainsKey("found") && !step.Evidence.ContainsKey("overridden-by"))
            )
        );
}
