using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Runs.Approvals;

/// <summary>Three stages with gates where chance puts them.</summary>
internal static class RandomPlan
{
    /// <summary>Nothing shows that this runbook has ended well before.</summary>
    public static Plan OfSchedule(Random chance) => Of(chance).ForSchedule();

    /// <summary>One or two approvers for the plan, perhaps another one for a stage, and one for a step.</summary>
    public static Plan Of(Random chance)
    {
        var step = new Work.Run("true", null, "true");
        var twice = Some.Rule with { Needs = 1 + chance.Next(2) };
        var plan = Some.Plan(
            Some.Stage("canary", ["ol-a"], Some.Script() with { Work = step }),
            Some.Stage("web", ["ol-b", "ol-c"], Some.Script() with { Work = step }) with
            {
                Gate = chance.Next(2) == 0 ? Some.Rule : null,
            },
            Some.Stage("home", ["ol-d"], Some.Script() with { Work = new Work.Run("true", null, null, "it is gone") })
        );
        return plan with
        {
            Rollback = RollbackRule.Plain with { NeedsApproval = true },
            Stages = [.. plan.Stages.Select(stage => Strict(stage, twice))],
        };
    }

    private static PlannedStage Strict(PlannedStage stage, ApprovalRule rule) =>
        stage.Name == ReservedNames.PrepareStage
            ? stage with
            {
                Gate = rule,
                Steps = [BuiltInSteps.Step(ReservedNames.ConfirmStep, new Work.Confirm())],
            }
            : stage;
}
