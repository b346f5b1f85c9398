using OlUpgrade.Execution;
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
        try
        {
            foreach (var approver in step.Run.Gate(step.Key.Place.Stage).ApprovedBy)
            {
                if (await staff.WhyRevokedAsync(approver, cancellation) is { } why)
                    return new Outcome.Failed(
                        new Failure(FailureKind.Refused, why, Retryable: false),
                        Facts.Empty.Add(ApprovalVoid.Fact, approver)
                    );
            }
        }
        catch (StaffUnknownException unknown)
        {
            return Outcome.Fail(FailureKind.Unreachable, unknown.Message, retryable: true);
        }

        return files.ChangedSince(step.Plan) is { } changed
            ? Outcome.Fail(
                FailureKind.Refused,
                $"{changed}\nThis run keeps its own copy. `skip {step.Run.Id}` continues with what was approved; to "
                    + $"use the files as they are now, `abort {step.Run.Id}` and start a new run.",
                retryable: false
            )
            : Outcome.Done();
    }

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("It only reads, so it is done again."));
}
