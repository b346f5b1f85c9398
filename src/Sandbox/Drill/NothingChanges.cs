using OlUpgrade.Execution.Approvals;
using OlUpgrade.People;
using OlUpgrade.Plans;
using OlUpgrade.Runs;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>A staff whose people never lose a role, and workflow files that never change.</summary>
internal sealed class NothingChanges : IStaff, IWorkflowFiles
{
    public Task<ApproverStanding> OfApproverAsync(Person approver, CancellationToken cancellation) =>
        Task.FromResult<ApproverStanding>(new ApproverStanding.Valid());

    public Task<ApproverStanding> OfReactionAsync(
        PostedMessage message,
        string reaction,
        Person approver,
        CancellationToken cancellation
    ) => OfApproverAsync(approver, cancellation);

    public string? ChangedSince(Plan plan) => null;
}
