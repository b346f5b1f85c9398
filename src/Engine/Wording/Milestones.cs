using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Wording;

/// <summary>The steps that people hear about: a host starts, reboots, is done.</summary>
internal static class Milestones
{
    public static bool StartsHost(StepPlace place) => place.Step == ReservedNames.TakeStep;

    public static bool IsReboot(Run run, StepPlace place) => run.Plan!.Step(place).Work is Runbooks.Work.Reboot;

    /// <summary>True for the last step of an upgrade stage on a host.</summary>
    public static bool IsLastOnHost(Run run, StepPlace place) =>
        run.Plan!.Stage(place.Stage) is { Kind: StageKind.Upgrade } stage && stage.Steps[^1].Name == place.Step;

    /// <summary>True when that step is over and the host with it.</summary>
    public static bool EndsHost(Run run, StepPlace place) =>
        place.Host != StepPlace.NoHost
        && IsLastOnHost(run, place)
        && run.IsDone(run.Plan!.Stage(place.Stage), place.Host);

    /// <summary>True for a step of an upgrade or a rollback that may change its host.</summary>
    public static bool IsWork(Run run, StepPlace place) =>
        place.Host != StepPlace.NoHost
        && !run.Plan!.OnlyReads
        && run.Plan.Stage(place.Stage).Kind is StageKind.Upgrade or StageKind.Rollback;
}
