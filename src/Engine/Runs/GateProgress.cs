using System.Collections.Immutable;

namespace OlUpgrade.Runs;

/// <summary>The state of one gate: who approved, how many reminders were sent, whether the question expired.</summary>
/// <param name="Stage">The name of the gate.</param>
/// <param name="AskedAt">When the question was posted; null before.</param>
public sealed record GateProgress(
    string Stage,
    DateTimeOffset? AskedAt,
    ImmutableArray<string> ApprovedBy,
    int Reminders,
    bool Expired
)
{
    /// <summary>When each of those people approved.</summary>
    public ImmutableDictionary<string, DateTimeOffset> ApprovedAt { get; init; } =
        ImmutableDictionary<string, DateTimeOffset>.Empty;

    public GateProgress Approved(string by, DateTimeOffset at) =>
        this with
        {
            ApprovedBy = ApprovedBy.Add(by),
            ApprovedAt = ApprovedAt.SetItem(by, at),
        };

    public GateProgress Withdrawn(string by) =>
        this with
        {
            ApprovedBy = ApprovedBy.Remove(by),
            ApprovedAt = ApprovedAt.Remove(by),
        };

    public static GateProgress Closed(string stage) => new(stage, null, [], 0, false);
}
