using OlUpgrade.Execution;
using OlUpgrade.Plans;

namespace OlUpgrade.Upgrades;

/// <summary>
/// The environment variables that every script of a runbook gets: the run's parameters, <c>$run</c> (its number, under
/// which <c>keep</c> saved things), <c>$host</c> (the inventory's name of the host) and <c>$stage</c> (the runbook's
/// stage of that host, in a rollback too).
/// </summary>
internal static class ScriptValues
{
    public static Facts Of(StepContext step) =>
        Facts
            .Empty.Add("run", step.Key.Run.ToString())
            .Add("host", step.TheHost.Name)
            .Add("stage", StageOf(step))
            // Plans that are older than these names may have parameters that are called so.
            .SetItems(step.Plan.Parameters);

    private static string StageOf(StepContext step) =>
        step.Plan.Stages.FirstOrDefault(stage =>
            stage.Kind == StageKind.Upgrade && stage.Hosts.Contains(step.TheHost.Name)
        )?.Name
        ?? step.Key.Place.Stage;
}
