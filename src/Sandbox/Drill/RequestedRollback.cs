using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>A rollback that a person requests, and when.</summary>
/// <param name="Target">A host, a stage, or <c>all</c>.</param>
/// <param name="After">
/// This long after the start, whatever the run is doing; null if another condition decides.
/// </param>
/// <param name="At">As soon as the run rests in one of these states.</param>
public sealed record RequestedRollback(string Target, TimeSpan? After, ImmutableArray<RunStatus> At)
{
    /// <summary>At this entry of the journal, whatever the run is doing; null if another condition decides.</summary>
    public int? Entry { get; init; }

    /// <summary>As soon as the journal has this many entries.</summary>
    public static RequestedRollback AfterEntries(int entries, string target = RollbackDecisions.Everything) =>
        new(target, null, []) { Entry = entries };

    /// <summary>At a fixed time, whatever the run is doing.</summary>
    public static RequestedRollback AfterTime(TimeSpan after, string target = RollbackDecisions.Everything) =>
        new(target, after, []);

    /// <summary>When the run has succeeded.</summary>
    public static RequestedRollback WhenDone(string target = RollbackDecisions.Everything) =>
        new(target, null, [RunStatus.Succeeded]);

    /// <summary>When a step has failed with no retry left, or it is unknown whether it happened.</summary>
    public static RequestedRollback WhenStuck(string target = RollbackDecisions.Everything) =>
        new(target, null, [RunStatus.Paused, RunStatus.Unknown]);
}
