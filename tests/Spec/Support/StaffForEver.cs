using OlUpgrade.Execution.Approvals;
using OlUpgrade.Runs;

namespace OlUpgrade.Spec.Support;

/// <summary>Staff whose approvers may always approve.</summary>
internal sealed class StaffForEver : IStaff
{
    public Task<ApproverStanding> OfApproverAsync(Person approver, CancellationToken cancellation) =>
        Task.FromResult<ApproverStanding>(new ApproverStanding.Valid());

    public Task<ApproverStanding> OfReactionAsync(
        PostedMessage message,
        string reaction,
        Person approver,
        CancellationToken cancellation
    ) => OfApproverAsync(approver, cancellation);
}
