using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill.Laws;

/// <summary>
/// What the journal claims at the end is how the hosts are: done means upgraded, rebooted and well, as far as no step
/// was skipped; rolled back means that all is what it was before the run; mixed names what is not; waiting means that
/// nothing ran there.
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

    private string? Lie(Run run, HostRow row) =>
        row.State switch
        {
            HostState.Done when !IsBySomebodysWord(run, row.Host) => NotDone(run, row),
            HostState.RolledBack when world.DifferencesOn(row.Host).ToList() is { Count: > 0 } left =>
                $"not what it was: {string.Join("; ", left)}",
            HostState.Mixed when IsCompared(run, row.Host) => NotNamed(run, row.Host),
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
            return "never rebooted";
        if (done.Exists(step => step.Work is Work.Health) && !IsWell(host))
            return "is not well";
        return
            done.Exists(step => step.Name == "upgrade packages")
            && host.Upgrades.Any(newer => host.Packages.GetValueOrDefault(newer.Key) != newer.Value)
            ? "was not upgraded"
            : null;
    }

    private static bool IsWell(SimulatedHost host) =>
        host.Phase == HostPhase.Up
        && host.Containers.Values.All(container => container.IsRunning)
        && host.Services.Values.All(isActive => isActive);

    private static bool IsCompared(Run run, string host) =>
        run.Steps.Values.Any(step =>
            step.Place.Host == host && step.Place.Step == RollbackPlanner.ProveStep && step.Phase == StepPhase.Succeeded
        );

    /// <summary>
    /// What really differs and is not among the differences that were told; each is told by the name of the thing.
    /// </summary>
    private string? NotNamed(Run run, string host)
    {
        var told = string.Join('\n', run.RolledBackHosts[host]);
        var silent = world
            .DifferencesOn(host)
            .Where(difference => !told.Contains(ThingOf(difference), StringComparison.Ordinal))
            .ToList();
        return silent.Count > 0 ? $"nothing is said of: {string.Join("; ", silent)}" : null;
    }

    private static string ThingOf(string difference)
    {
        var thing = difference[..difference.IndexOf(": ", StringComparison.Ordinal)];
        return thing[(thing.IndexOf(' ', StringComparison.Ordinal) + 1)..];
    }

    private static bool IsBySomebodysWord(Run run, string host) =>
        run.Steps.Values.Any(step =>
            step.Place.Host == host
            && (
                step.Evidence.ContainsKey("settled-by")
                || (step.Evidence.ContainsKey("found") && !step.Evidence.ContainsKey("overridden-by"))
            )
        );
}
