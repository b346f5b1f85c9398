using System.Collections.Immutable;
using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs;

/// <summary>
/// The frozen copy that a run is carried out from: stages, hosts and rendered commands as they were when it was
/// started. Later changes of files or of this program do not reach it.
/// </summary>
/// <param name="Parameters">Every parameter with its value; they reach commands as environment variables.</param>
/// <param name="NotCovered">Hosts of the inventory that no stage names.</param>
public sealed record Plan(
    string Runbook,
    string Title,
    Digest RunbookDigest,
    string RunbookSource,
    Facts Parameters,
    IssueRule Issue,
    RollbackBranchRule? RollbackBranch,
    ApprovalRule Approval,
    ImmutableArray<Host> Hosts,
    ImmutableArray<PlannedStage> Stages,
    ImmutableArray<string> NotCovered)
{
    public Host Host(string name) => Hosts.First(host => host.Name == name);

    public PlannedStage Stage(string name) => Stages.First(stage => stage.Name == name);

    public PlannedStep Step(StepPlace place)
    {
        var stage = Stage(place.Stage);
        return place.Step == AskStep.Name ? AskStep.Of(stage) : stage.Steps.First(step => step.Name == place.Step);
    }
}
