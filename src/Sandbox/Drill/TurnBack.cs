using OlUpgrade.Runs;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>That somebody asks for a rollback, and when.</summary>
/// <param name="Target">A host, a stage, or <c>all</c>.</param>
/// <param name="After">So long after the beginning, whatever the run does then; null when it is asked for at a status.</param>
/// <param name="At">As soon as the run has come to rest with this status.</param>
public sealed record TurnBack(string Target, TimeSpan? After, RunStatus? At)
{
    /// <summary>In the middle of whatever the run does then.</summary>
    public static TurnBack Later(TimeSpan after, string target = RollbackDecisions.Everything) => new(target, after, null);

    /// <summary>When the run has ended so, or waits for people.</summary>
    public static TurnBack When(RunStatus status, string target = RollbackDecisions.Everything) => new(target, null, status);
}
