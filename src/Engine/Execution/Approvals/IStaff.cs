using OlUpgrade.Runs;

namespace OlUpgrade.Execution.Approvals;

/// <summary>Who may act now, according to the systems outside that know.</summary>
public interface IStaff
{
    /// <summary>Whether an approver, known by the accounts they had then, may still approve.</summary>
    Task<ApproverStanding> OfApproverAsync(Person approver, CancellationToken cancellation);

    /// <summary>Whether the reaction with which somebody approved is still at the message.</summary>
    /// <param name="reaction">The reaction that the approval rule names.</param>
    Task<ApproverStanding> OfReactionAsync(
        PostedMessage message,
        string reaction,
        Person approver,
        CancellationToken cancellation
    );
}
