using OlUpgrade.People;
using OlUpgrade.Plans;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>A staff whose people never lose a role, and workflow files that never change.</summary>
internal sealed class NothingChanges : IStaff, IWorkflowFiles
{
    public Task<string?> WhyRevokedAsync(string approver, CancellationToken cancellation) =>
        Task.FromResult<string?>(null);

    public string? ChangedSince(Plan plan) => null;
}
