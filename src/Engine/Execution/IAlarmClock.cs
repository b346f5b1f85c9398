using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>
/// Wakes a run at a given time. An alarm may come late, twice or, if its tables are lost, never: the sweep finds
/// overdue runs.
/// </summary>
public interface IAlarmClock
{
    /// <summary>Sets the run's alarm and replaces an earlier one.</summary>
    Task SetAsync(RunId run, DateTimeOffset at, CancellationToken cancellation);
}
