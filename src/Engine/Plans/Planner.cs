using System.Collections.Immutable;
using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Plans;

/// <summary>
/// Makes the frozen plan of a run from a runbook, the inventory, the given parameters and an optional selection of
/// hosts. The order is always the runbook's.
/// </summary>
public static class Planner
{
    public const string SoakStep = "soak";
    public const string StillHealthyStep = "still healthy";

    /// <summary>The plan, or every reason why the request cannot have one.</summary>
    /// <param name="only">Names of the hosts to limit the run to; empty for all hosts of the runbook.</param>
    public static PlannerAnswer Make(Runbook runbook, Inventory inventory, Facts given, ImmutableArray<string> only)
    {
        var (parameters, wrongParameters) = PlannerParameters.Fill(runbook, given);
        var selected = only.IsDefault ? [] : only;
        ImmutableArray<string> refusals =
        [
            .. wrongParameters,
            .. selected.Distinct().Select(host => RefusalOf(host, runbook, inventory)).OfType<string>(),
            .. MissingHosts(runbook, inventory),
            .. runbook.Steps.Select(step => RefusalOf(step, parameters)).OfType<string>(),
        ];
        if (!refusals.IsEmpty)
            return PlannerAnswer.Refused(refusals);
        var plan = Plan(runbook, inventory, parameters, Narrowed(runbook, selected));
        return RootScripts.WhyNotShown(plan) is { } why
            ? PlannerAnswer.Refused([$"{runbook.Name} cannot be approved: {why}."])
            : PlannerAnswer.Planned(plan);
    }

    private static string? RefusalOf(string host, Runbook runbook, Inventory inventory)
    {
        if (inventory.Find(host) is null)
            return $"the host {Quote.Of(host)} is not in the inventory{Nearest.Hint(host, NamesOf(inventory))}";
        return runbook.Stages.Any(stage => stage.Hosts.Contains(host))
            ? null
            : $"no stage of {runbook.Name} names the host {host}";
    }

    private static string? RefusalOf(Step step, Facts parameters) =>
        step.Work is Work.Upgrade upgrade
        && PackageSelection.ParameterOf(upgrade.Packages.Wanted) is { } name
        && PackageSelection.Refusal(parameters.GetValueOrDefault(name, "")) is { } why
            ? $"the parameter `{name}` says which packages are upgraded: {why}"
            : null;

    private static IEnumerable<string> NamesOf(Inventory inventory) => inventory.Hosts.Select(host => host.Name);

    private static IEnumerable<string> MissingHosts(Runbook runbook, Inventory inventory) =>
        from stage in runbook.Stages
        from host in stage.Hosts
        where inventory.Find(host) is null
        select $"the stage {stage.Name} names {host}, which is no longer in the inventory";

    private static ImmutableArray<Stage> Narrowed(Runbook runbook, ImmutableArray<string> selected) =>
        selected.IsEmpty
            ? runbook.Stages
            :
            [
                .. runbook
                    .Stages.Select(stage =>
                        stage with
                        {
                            Hosts = [.. stage.Hosts.Where(host => selected.Contains(host))],
                        }
                    )
                    .Where(stage => !stage.Hosts.IsEmpty),
            ];

    private static Plan Plan(Runbook runbook, Inventory inventory, Facts parameters, ImmutableArray<Stage> stages)
    {
        ImmutableArray<string> hosts = [.. stages.SelectMany(stage => stage.Hosts)];
        var covered = runbook.Stages.SelectMany(stage => stage.Hosts).ToHashSet();
        ImmutableArray<Host> planned = [.. hosts.Select(name => inventory.Find(name)!)];
        return new(
            runbook.Name,
            runbook.Title,
            runbook.Digest,
            runbook.Source,
            parameters,
            runbook.Issue,
            runbook.RollbackBranch,
            runbook.Approval,
            planned,
            [
                .. BuiltInSteps.Before(hosts, OptionsOf(runbook, parameters), runbook.Approval),
                .. stages.SelectMany(stage => Stages(stage, runbook, parameters)),
            ],
            [.. NamesOf(inventory).Where(name => !covered.Contains(name))],
            [
                .. inventory.Hosts.Where(host =>
                    !planned.Contains(host)
                    && planned.Any(other => other.Role == host.Role || host.Depends.Contains(other.Name))
                ),
            ],
            runbook.Window,
            runbook.Expected,
            runbook.Rollback
        )
        {
            NeedsEvidence = runbook.NeedsEvidence,
        };
    }

    private static BuiltInOptions OptionsOf(Runbook runbook, Facts parameters) =>
        new(
            KeepsBranch: runbook.RollbackBranch is not null,
            OpensIssue: runbook.Issue is not null,
            Preflight: runbook
                .Steps.Select(step => Planned(step, parameters))
                .FirstOrDefault(step => step.Work is Work.Preflight),
            LooksAhead: runbook.Steps.Any(step => step.Work is Work.Keep keep && keep.What.Contains("packages"))
        )
        {
            Confirms = runbook.Approval.Needs > 0,
            Upgrades = runbook
                .Steps.Select(step => Planned(step, parameters).Work)
                .OfType<Work.Upgrade>()
                .FirstOrDefault()
                ?.Packages,
        };

    private static IEnumerable<PlannedStage> Stages(Stage stage, Runbook runbook, Facts parameters)
    {
        ImmutableArray<PlannedStep> steps = [.. runbook.Steps.Select(step => Planned(step, parameters))];
        var onlyReads = steps.All(step => step.Work.OnlyReads);
        yield return new(
            stage.Name,
            StageKind.Upgrade,
            stage.Hosts,
            onlyReads ? steps : WithHostTaken(steps),
            Math.Min(stage.Limit, stage.Hosts.Length),
            stage.Approval,
            stage.Why
        );
        var soak = LengthOf(stage.Soak, parameters);
        if (soak <= TimeSpan.Zero)
            yield break;
        yield return Soak(stage.Name, soak);
        if (steps.LastOrDefault(step => step.Work is Work.Health) is { } health)
            yield return AfterSoak(stage, health);
    }

    private static ImmutableArray<PlannedStep> WithHostTaken(ImmutableArray<PlannedStep> steps) =>
        [
            BuiltInSteps.Step(ReservedNames.TakeStep, new Work.TakeHost()),
            .. steps,
            BuiltInSteps.Step(ReservedNames.ReleaseStep, new Work.ReleaseHost()),
        ];

    private static PlannedStage Soak(string stage, TimeSpan length)
    {
        var step = new PlannedStep(SoakStep, new Work.Wait(length), length + TimeSpan.FromMinutes(1), RetryRule.Never);
        return new($"{stage} soak", StageKind.Soak, [], [step], 1, null, null);
    }

    /// <summary>A stage that only reads, so all hosts are asked at once.</summary>
    private static PlannedStage AfterSoak(Stage stage, PlannedStep health) =>
        new(
            $"{stage.Name} after soak",
            StageKind.Soak,
            stage.Hosts,
            [health with { Name = StillHealthyStep }],
            stage.Hosts.Length,
            null,
            null
        );

    private static TimeSpan LengthOf(DurationSetting soak, Facts parameters)
    {
        if (soak.Written is { } written)
            return written;
        return Durations.TryParse(parameters[soak.Parameter!], out var length)
            ? length
            : throw new InvalidOperationException(
                $"The parameter {soak.Parameter} is not a duration, although it was validated as one."
            );
    }

    private static PlannedStep Planned(Step step, Facts parameters) =>
        new(
            step.Name,
            step.Work is Work.Upgrade upgrade
                ? upgrade with
                {
                    Packages = upgrade.Packages.With(parameters),
                }
                : step.Work,
            step.Timeout,
            step.Retry
        );
}
