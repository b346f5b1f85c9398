using OlUpgrade.Plans;
using OlUpgrade.Runs;

namespace OlUpgrade.Execution.Approvals;

/// <summary>An approval that a run has, to be looked at again.</summary>
public sealed record GivenApproval(Run Run, Gate Gate, Approval Approval)
{
    /// <summary>Every approval at a gate.</summary>
    public static IEnumerable<GivenApproval> At(Run run, Gate gate) =>
        run.Gate(gate.Name).Approvals.Select(approval => new GivenApproval(run, gate, approval));

    /// <summary>Whether it counts now, by what the systems outside say.</summary>
    /// <param name="withReaction">
    /// True to ask whether the reaction that it was given with is still there: it may have been taken back while no
    /// service was there to hear of it.
    /// </param>
    public async Task<ApproverStanding> StandingAsync(IStaff staff, bool withReaction, CancellationToken cancellation)
    {
        if (
            withReaction
            && Approval.IsReaction == true
            && PostedMessage.Of(Run.Evidence(Gate.Question)) is { } message
            && await staff.OfReactionAsync(message, Gate.Rule.Reaction, Approval.By, cancellation)
                is not ApproverStanding.Valid
                    and var gone
        )
            return gone;
        return await staff.OfApproverAsync(Approval.By, cancellation);
    }
}
