using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// That something goes wrong on a host at the moment at which the intent of a step of its upgrade is first in the
/// journal.
/// </summary>
public sealed record Ambush(string Host, string Step, Action<SimulatedHost> Spoil)
{
    public bool IsAt(Plan plan, StepPlace place) =>
        place.Host == Host
        && place.Step == Step
        && plan.Stages.Any(stage => stage.Kind == StageKind.Upgrade && stage.Name == place.Stage);
}
