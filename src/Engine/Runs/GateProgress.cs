using System.Collections.Immutable;

namespace OlUpgrade.Runs;

/// <summary>How far an approval is: who agreed, how often was reminded, whether it must be asked again.</summary>
/// <param name="Stage">The stage that it opens.</param>
/// <param name="AskedAt">When the question was posted; null before.</param>
public sealed record GateProgress(
    string Stage,
    DateTimeOffset? AskedAt,
    ImmutableArray<string> ApprovedBy,
    int Reminders,
    bool Expired)
{
    public static GateProgress Closed(string stage) => new(stage, null, [], 0, false);
}
