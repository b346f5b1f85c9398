using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>That somebody asks for a rollback, and when.</summary>
/// <param name="Target">A host, a stage, or <c>all</c>.</param>
/// <param name="After">
/// So long after the beginning, whatever the run does then; null when it is asked for at a status.
/// </param>
/// <param name="At">As soon as the run has come to rest with one of these.</param>
public sealed record TurnBack(string Target, TimeSpan? After, ImmutableArray<RunStatus> At)
{
    /// <summary>At this entry of the journal, whatever the run does then; null when entries do not matter.</summary>
    public int? Entry { get; init; }

    /// <summary>As soon as the journal has so many entries.</summary>
    public static TurnBack Behind(int entries, string target = RollbackDecisions.Everything) =>
        new(target, null, []) { Entry = entries };

    /// <summary>In the middle of whatever the run does then.</summary>
    public static TurnBack Later(TimeSpan after, string target = RollbackDecisions.Everything) =>
        new(target, after, []);

    /// <summary>When it is all done.</summary>
    public static TurnBack WhenDone(string target = RollbackDecisions.Everything) =>
        new(target, null, [RunStatus.Succeeded]);

    /// <summary>When a step failed for good, or nobody can tell whether it happened.</summary>
    public static TurnBack WhenStuck(string target = RollbackDecisions.Everything) =>
        new(target, null, [RunStatus.Paused, RunStatus.Unknown]);
}
