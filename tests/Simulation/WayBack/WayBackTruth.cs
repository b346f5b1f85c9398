using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;

namespace OlUpgrade.Simulation.WayBack;

/// <summary>
/// Compares what a rollback must have done to the hosts of a random runbook with what they are and what the journal
/// claims.
/// </summary>
internal static class WayBackTruth
{
    public static IEnumerable<string> Violations(RandomRunbook runbook, Ending ending)
    {
        if (ending.Run.Rollback is not { } back)
            return ending.Run.Status == RunStatus.Succeeded
                ? []
                : [$"no rollback was possible, but the run is {ending.Run.Status}"];
        if (ending.Run.Status != RunStatus.RolledBack)
            return [$"the run is {ending.Run.Status}"];
        return back
            .Hosts.SelectMany(host => OnHost(runbook, ending, host))
            .Concat(
                runbook
                    .Hosts.Except(back.Hosts)
                    .SelectMany(host =>
                        ending.World.DifferencesOn(host).Select(one => $"{host} was not rolled back: {one}")
                    )
            );
    }

    private static IEnumerable<string> OnHost(RandomRunbook runbook, Ending ending, string host)
    {
        var real = ending.World.DifferencesOn(host).ToList();
        var claimed = ending.Run.RolledBackHosts[host];
        var changing = runbook.Steps.Where(step => step.Change is not null).ToList();
        foreach (var step in changing.Where(step => step.HasUndo && real.Exists(step.Change!.IsIn)))
            yield return $"{host}: {step.Name} has an undo, but is not as before: {real.Find(step.Change!.IsIn)}";
        foreach (var step in changing.Where(step => !step.HasUndo && IsDone(ending, host, step.Name)))
        {
            if (!real.Exists(step.Change!.IsIn))
                yield return $"{host}: {step.Name} has no undo, but is as before";
            if (!claimed.Any(step.Change!.IsIn))
                yield return $"{host}: {step.Name} has no undo, but is not among the claimed differences: "
                    + string.Join("; ", claimed);
        }

        foreach (
            var difference in claimed.Where(difference =>
                !changing.Exists(step => !step.HasUndo && step.Change!.IsIn(difference))
            )
        )
            yield return $"{host}: claimed to differ, but no step without an undo did that: {difference}";
        if (claimed.IsEmpty != (real.Count == 0))
            yield return $"{host} is claimed to be {(claimed.IsEmpty ? "rolled back" : "mixed")}, "
                + $"but differs in: {string.Join("; ", real)}";
    }

    private static bool IsDone(Ending ending, string host, string step) =>
        ending.Run.Steps.Values.Any(progress =>
            progress.Place.Host == host && progress.Place.Step == step && progress.Phase == StepPhase.Succeeded
        );
}
