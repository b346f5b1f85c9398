using System.Collections.Immutable;

namespace OlUpgrade.Runs;

/// <summary>How far an approval is: who agreed, how often was reminded, whether it must be asked again.</summary>
/// <param name="Stage">The name of the gate, which is that of the stage that it opens, or <c>HOST: STEP</c>.</param>
/// <param name="AskedAt">When the question was posted; null before.</param>
/// <param name="Approvals">
/// Every approval that was given and not taken back, oldest first. How many of them count,
/// <see cref="Run.Consents"/> says.
/// </param>
public sealed record GateProgress(
    string Stage,
    DateTimeOffset? AskedAt,
    ImmutableArray<Approval> Approvals,
    int Reminders,
    bool Expired
)
{
    /// <summary>Their names, oldest first.</summary>
    public ImmutableArray<string> ApprovedBy => [.. Approvals.Select(approval => approval.By.Name)];

    public GateProgress Without(Func<Approval, bool> which) =>
        this with
        {
            Approvals = Approvals.RemoveAll(approval => which(approval)),
        };

    public static GateProgress Closed(string stage) => new(stage, null, [], 0, false);
}
