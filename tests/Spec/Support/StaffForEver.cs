using OlUpgrade.Execution;
using OlUpgrade.Runs;

namespace OlUpgrade.Spec.Support;

/// <summary>Staff whose approvers may always approve.</summary>
internal sealed class StaffForEver : IStaff
{
    public Task<ApproverStanding> OfApproverAsync(Person approver, CancellationToken cancellation) =>
        Task.FromResult<ApproverStanding>(new ApproverStanding.Valid());
}
