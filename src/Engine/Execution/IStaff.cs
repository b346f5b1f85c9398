using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>Who may act now, according to the systems outside that know.</summary>
public interface IStaff
{
    /// <summary>Whether an approver, known by the accounts they had then, may still approve.</summary>
    Task<ApproverStanding> OfApproverAsync(Person approver, CancellationToken cancellation);
}
