using OlUpgrade.People;
using OlUpgrade.Plans;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>A drill's people stay on the staff, and nobody edits its files.</summary>
internal sealed class NothingChanges : IStaff, IWorkflowFiles
{
    public Task<string?> WhyRevokedAsync(string approver, CancellationToken cancellation) =>
        Task.FromResult<string?>(null);

    public string? ChangedSince(Plan plan) => null;
}
