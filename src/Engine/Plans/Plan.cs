using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OlUpgrade.Calendar;
using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Plans;

/// <summary>
/// The frozen copy that a run follows: stages, hosts and commands as they were when it was requested. Later changes to
/// files or to this program do not affect it.
/// </summary>
/// <param name="Runbook">The runbook's name, as people type it.</param>
/// <param name="Title">The runbook's title, as people read it.</param>
/// <param name="RunbookDigest">The digest of <paramref name="RunbookSource"/>; it identifies evidence.</param>
/// <param name="RunbookSource">The text of the runbook's file, for the record.</param>
/// <param name="Parameters">Every parameter with its value; commands get them as environment variables.</param>
/// <param name="Issue">Where to open the tracking issue; null for a run that only reads and opens none.</param>
/// <param name="RollbackBranch">Where to create the rollback branch; null for none.</param>
/// <param name="Approval">Who must approve the plan. A stage's own gate may differ.</param>
/// <param name="Hosts">The hosts of the run's stages, in the order of the upgrade.</param>
/// <param name="Stages">All stages in order, the built-in ones included; a rollback appends its own.</param>
/// <param name="NotCovered">Names of the inventory's hosts that no stage of the runbook names.</param>
/// <param name="Peers">
/// Other hosts that share a role with one in the plan or depend on one: never changed, only asked for health.
/// </param>
/// <param name="Window">When hosts may be changed; null for always.</param>
/// <param name="Expected">
/// How long one host takes, which is how much of the window must remain; null if an open window is enough.
/// </param>
/// <param name="Rollback">How the run rolls back; null if the runbook does not say.</param>
/// <param name="Continues">Number of the earlier run whose remaining hosts this run takes; null for none.</param>
/// <param name="Evidence">
/// Earlier runs of the same runbook that succeeded. Shown, but not part of the digest, because it grows by itself.
/// </param>
/// <param name="NeedsEvidence">Without evidence, the run asks for another approval after its first stage.</param>
/// <param name="IsUnprovenSchedule">
/// True for a scheduled run of a runbook whose text has not ended well yet: two people have to approve it.
/// </param>
/// <param name="Change">
/// Against the plan of this runbook that was approved last; null if none was. Shown, but not part of the digest.
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
    bool NeedsEvidence = false,
    bool IsUnprovenSchedule = false,
    PlanChange? Change = null
)
{
    // Journals that are older than the key lack it.
    public ImmutableArray<Host> Peers { get; init; } = Peers.IsDefault ? [] : Peers;

    // As above.
    public ImmutableArray<EarlierSuccess> Evidence { get; init; } = Evidence.IsDefault ? [] : Evidence;

    /// <summary>The known hosts that depend on this one, in order.</summary>
    public IEnumerable<Host> DependentsOf(string host) =>
        Hosts.Concat(Peers).Where(other => other.Depends.Contains(host));

    /// <summary>How the run rolls back: what the runbook says, or the defaults.</summary>
    [JsonIgnore]
    public RollbackRule WayBack => Rollback ?? RollbackRule.Plain;

    /// <summary>True if no step of the runbook changes anything, so the run takes no host.</summary>
    [JsonIgnore]
    public bool OnlyReads =>
        Stages
            .Where(stage => stage.Kind == StageKind.Upgrade)
            .All(stage => stage.Steps.All(step => step.Work.OnlyReads));

    /// <summary>The hosts that no other run may work on until this run is settled.</summary>
    [JsonIgnore]
    public IEnumerable<string> HostsToTake => OnlyReads ? [] : Hosts.Select(host => host.Name);

    /// <summary>The plan of a scheduled run: one without evidence needs two approvals.</summary>
    public Plan ForSchedule()
    {
        if (OnlyReads || !Evidence.IsEmpty)
            return this;
        var strict = Approval with { Needs = Math.Max(2, Approval.Needs) };
        return this with
        {
            IsUnprovenSchedule = true,
            Approval = strict,
            Stages =
            [
                .. Stages.Select(stage =>
                    stage.Name == ReservedNames.PrepareStage ? stage with { Gate = strict } : stage
                ),
            ],
        };
    }

    public Host Host(string name) => Hosts.First(host => host.Name == name);

    public PlannedStage Stage(string name) => Stages.First(stage => stage.Name == name);

    /// <summary>The planned step at this place. A question before a step is derived, not stored.</summary>
    public PlannedStep Step(StepPlace place)
    {
        return AskStep.Is(place)
            ? AskStep.Of(
                place,
                Gate.AskedBy(this, place) ?? throw new InvalidOperationException($"There is no question at {place}.")
            )
            : Stage(place.Stage).Steps.First(step => step.Name == place.Step);
    }
}
