using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;

namespace OlUpgrade.Simulation.WayBack;

/// <summary>
/// What a rollback must have made of the hosts of a random runbook, against what they are and what the journal says.
/// </summary>
internal static class WayBackTruth
{
    public static IEnumerable<string> Violations(RandomRunbook runbook, Ending ending)
    {
        if (ending.Run.Rollback is not { } back)
            return ending.Run.Status == RunStatus.Succeeded
                ? []
                : [$"nobody could ask for a rollback, and the run is {ending.Run.Status}"];
        if (ending.Run.Status != RunStatus.RolledBack)
            return [$"the run is {ending.Run.Status}"];
        return back
            .Hosts.SelectMany(host => OnHost(runbook, ending, host))
            .Concat(
                runbook
                    .Hosts.Except(back.Hosts)
                    .SelectMany(host =>
                        ending.World.DifferencesOn(host).Select(one => $"{host} was not brought back: {one}")
                    )
            );
    }

    private static IEnumerable<string> OnHost(RandomRunbook runbook, Ending ending, string host)
    {
        var real = ending.World.DifferencesOn(host).ToList();
        var told = ending.Run.RolledBackHosts[host];
        var changing = runbook.Steps.Where(step => step.Change is not null).ToList();
        foreach (var step in changing.Where(step => step.HasUndo && real.Exists(step.Change!.IsIn)))
            yield return $"{host}: {step.Name} has an undo, and is not what it was: {real.Find(step.Change!.IsIn)}";
        foreach (var step in changing.Where(step => !step.HasUndo && IsDone(ending, host, step.Name)))
        {
            if (!real.Exists(step.Change!.IsIn))
                yield return $"{host}: {step.Name} has no undo, and is what it was";
            if (!told.Any(step.Change!.IsIn))
                yield return $"{host}: {step.Name} has no undo, and nothing is said of it: {string.Join("; ", told)}";
        }

        foreach (
            var difference in told.Where(difference =>
                !changing.Exists(step => !step.HasUndo && step.Change!.IsIn(difference))
            )
        )
            yield return $"{host}: said to differ, and nothing without an undo did that: {difference}";
        if (told.IsEmpty != (real.Count == 0))
            yield return $"{host} is said to be {(told.IsEmpty ? "rolled back" : "mixed")}, "
                + $"and differs in: {string.Join("; ", real)}";
    }

    private static bool IsDone(Ending ending, string host, string step) =>
        ending.Run.Steps.Values.Any(progress =>
            progress.Place.Host == host && progress.Place.Step == step && progress.Phase == StepPhase.Succeeded
        );
}
