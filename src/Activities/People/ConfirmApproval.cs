using System.Diagnostics;
using OlUpgrade.Execution;
using OlUpgrade.Execution.Approvals;
using OlUpgrade.Plans;
using OlUpgrade.Runs;

namespace OlUpgrade.People;

/// <summary>
/// Checks, right before the first effect, that the plan's approval is still valid: each approver may still approve, and
/// the files that the plan was made from are unchanged.
/// </summary>
/// <remarks>
/// If an approver may no longer approve, the evidence names them and the run waits for another approval.
/// </remarks>
public sealed class ConfirmApproval(IStaff staff, IWorkflowFiles files) : IActivity
{
    public string Name => "confirm-approval";

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        foreach (var given in GivenApproval.At(step.Run, Gate.Named(step.Plan, step.Key.Place.Stage)!))
        {
            if (Problem(given, await given.StandingAsync(staff, withReaction: true, cancellation)) is { } problem)
                return problem;
        }

        return files.ChangedSince(step.Plan) is { } changed
            ? Outcome.Fail(
                FailureKind.Refused,
                $"{changed}\nThis run keeps its own copy. An approver other than the requester can "
                    + $"`skip {step.Run.Id}` to continue with what was approved; to use the files as they are now, "
                    + $"`abort {step.Run.Id}` and start a new run.",
                retryable: false
            )
            : Outcome.Done();
    }

    private static Outcome? Problem(GivenApproval given, ApproverStanding standing) =>
        standing switch
        {
            ApproverStanding.Valid => null,
            ApproverStanding.Revoked revoked => new Outcome.Failed(
                new Failure(FailureKind.Refused, revoked.Why, Retryable: false),
                Facts.Empty.Add(ApprovalVoid.Fact, given.Approval.By.Name)
            ),
            ApproverStanding.Unknown unknown => Outcome.Fail(FailureKind.Unreachable, unknown.Why, retryable: true),
            _ => throw new UnreachableException($"No answer to {standing.GetType().Name}."),
        };

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("It only reads, so it is done again."));
}
