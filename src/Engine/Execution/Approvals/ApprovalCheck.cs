using System.Diagnostics;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Decisions;

namespace OlUpgrade.Execution.Approvals;

/// <summary>
/// Asks again whether those who approved may still approve: when a gate has just opened, and right before the first
/// effect of every stage, however long ago the approval was.
/// </summary>
public sealed class ApprovalCheck(IStaff staff)
{
    /// <summary>
    /// The approval that no longer counts, or the reason why that is not known. Nothing where every approver may still
    /// approve, and where the step is not the first effect of its stage: a stage that has begun goes on.
    /// </summary>
    public async Task<(RunCommand.VoidApproval? Void, string? Doubt)> BeforeAsync(
        Run run,
        StepPlace place,
        CancellationToken cancellation
    )
    {
        if (!IsFirstEffect(run, place))
            return (null, null);
        string? doubt = null;
        foreach (var given in Approvals(run, place))
        {
            var mayBeTakenBack = !GateDecisions.HasStarted(run, given.Gate);
            switch (await given.StandingAsync(staff, mayBeTakenBack, cancellation))
            {
                case ApproverStanding.Valid:
                    break;
                case ApproverStanding.Revoked revoked:
                    return (new(given.Gate.Name, given.Approval.By, revoked.Why), null);
                case ApproverStanding.Unknown unknown:
                    doubt ??= unknown.Why;
                    break;
                case var other:
                    throw new UnreachableException($"No answer to {other.GetType().Name}.");
            }
        }

        return (null, doubt);
    }

    private static bool IsFirstEffect(Run run, StepPlace place)
    {
        if (!run.IsEffect(place))
            return false;
        return Gate.Of(run.Plan!, place) is not null
            || !run.Steps.Values.Any(step =>
                step.Place.Stage == place.Stage && step.StartedAt is not null && run.IsEffect(step.Place)
            );
    }

    /// <summary>
    /// The approvals that this step rests on: of its own gate and of its stage's, and on the way forward of every stage
    /// before it.
    /// </summary>
    private static IEnumerable<GivenApproval> Approvals(Run run, StepPlace place)
    {
        var stages = run.StagesAhead.TakeWhile(stage => stage.Name != place.Stage);
        return stages
            .Append(run.Plan!.Stage(place.Stage))
            .Select(Gate.Of)
            .Append(Gate.Of(run.Plan, place))
            .OfType<Gate>()
            .SelectMany(gate => GivenApproval.At(run, gate));
    }
}
