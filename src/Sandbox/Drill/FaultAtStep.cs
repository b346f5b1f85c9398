using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// A fault on one host, armed when the intent of one step of its upgrade is first written to the journal.
/// </summary>
public sealed record FaultAtStep(string Host, string Step, Action<SimulatedHost> Arm)
{
    public bool IsAt(Plan plan, StepPlace place) =>
        place.Host == Host
        && place.Step == Step
        && plan.Stages.Any(stage => stage.Kind == StageKind.Upgrade && stage.Name == place.Stage);
}
