namespace OlUpgrade.Execution.Approvals;

/// <summary>Whether an approver may still approve: a closed set.</summary>
public abstract record ApproverStanding
{
    private ApproverStanding() { }

    /// <summary>The approval counts.</summary>
    public sealed record Valid : ApproverStanding;

    /// <summary>The approval counts no more.</summary>
    /// <param name="Why">A sentence for people.</param>
    public sealed record Revoked(string Why) : ApproverStanding;

    /// <summary>The systems outside cannot be asked now.</summary>
    /// <param name="Why">A sentence for people.</param>
    public sealed record Unknown(string Why) : ApproverStanding;
}
