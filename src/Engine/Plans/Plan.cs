using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OlUpgrade.Calendar;
using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Plans;

/// <summary>
/// The frozen copy that a run is carried out from: stages, hosts and rendered commands as they were when it was
/// started. Later changes of files or of this program do not reach it.
/// </summary>
/// <param name="Parameters">Every parameter with its value; they reach commands as environment variables.</param>
/// <param name="Issue">Where the tracking issue is opened; null when the run only reads and wants none.</param>
/// <param name="NotCovered">Hosts of the inventory that no stage names.</param>
/// <param name="Peers">Other hosts of the roles in the plan: never touched, only asked how they are.</param>
/// <param name="Window">When hosts may be touched; null for always.</param>
/// <param name="Rollback">How the run goes back; null where the runbook says nothing.</param>
/// <param name="Evidence">
/// Earlier runs of the same runbook that ended well. Shown and not digested: it grows by itself.
/// </param>
/// <param name="NeedsEvidence">Without evidence the run asks behind its first stage.</param>
/// <param name="Continues">The number of the earlier run whose remaining hosts these are; null for none.</param>
/// <param name="Expected">
/// What one host takes, so much of the window must be left; null when only "open now" counts.
/// </param>
public sealed record Plan(
    string Runbook,
    string Title,
    Digest RunbookDigest,
    string RunbookSource,
    Facts Parameters,
    IssueRule? Issue,
    RollbackBranchRule? RollbackBranch,
    ApprovalRule Approval,
    ImmutableArray<Host> Hosts,
    ImmutableArray<PlannedStage> Stages,
    ImmutableArray<string> NotCovered,
    ImmutableArray<Host> Peers = default,
    Window? Window = null,
    ExpectedTime? Expected = null,
    RollbackRule? Rollback = null,
    int? Continues = null,
    ImmutableArray<EarlierSuccess> Evidence = default,
    bool NeedsEvidence = false
)
{
    // Absent in journals that are older than the key.
    public ImmutableArray<Host> Peers { get; init; } = Peers.IsDefault ? [] : Peers;

    // As above.
    public ImmutableArray<EarlierSuccess> Evidence { get; init; } = Evidence.IsDefault ? [] : Evidence;

    /// <summary>How the run goes back, also where the runbook says nothing.</summary>
    [JsonIgnore]
    public RollbackRule WayBack => Rollback ?? RollbackRule.Plain;

    /// <summary>True when no step of a runbook changes anything: nobody need agree, and no host is taken.</summary>
    [JsonIgnore]
    public bool OnlyReads =>
        Stages
            .Where(stage => stage.Kind == StageKind.Upgrade)
            .All(stage => stage.Steps.All(step => step.Work.OnlyReads));

    /// <summary>The hosts that no other run may work on meanwhile.</summary>
    [JsonIgnore]
    public IEnumerable<string> HostsToTake => OnlyReads ? [] : Hosts.Select(host => host.Name);

    public Host Host(string name) => Hosts.First(host => host.Name == name);

    public PlannedStage Stage(string name) => Stages.First(stage => stage.Name == name);

    public PlannedStep Step(StepPlace place)
    {
        return AskStep.Is(place)
            ? AskStep.Of(
                place,
                Gate.AskedBy(this, place) ?? throw new InvalidOperationException($"Nothing is asked at {place}.")
            )
            : Stage(place.Stage).Steps.First(step => step.Name == place.Step);
    }
}
