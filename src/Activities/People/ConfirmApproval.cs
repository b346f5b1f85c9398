using OlUpgrade.Execution;
using OlUpgrade.Runs;

namespace OlUpgrade.People;

/// <summary>
/// Looks once more, right before the first effect, whether the approval of the plan holds: whoever gave it is still on
/// the staff, and the files that the plan was made from are what they were.
/// </summary>
/// <remarks>An approval that holds no more is told in the evidence; the run then waits for another.</remarks>
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
                $"{changed}\nThis run keeps its own copy. `skip {step.Run.Id}` goes on with what was "
                    + $"approved; for what is written now `abort {step.Run.Id}` and start anew.",
                retryable: false
            )
            : Outcome.Done();
    }

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("It only looks: it is done again."));
}
