using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>
/// Wakes a run at a time. An alarm may come late, twice or (its tables lost) never: the sweep finds what is overdue.
/// </summary>
public interface IAlarmClock
{
    /// <summary>Sets the run's only alarm; an earlier one is replaced.</summary>
    Task SetAsync(RunId run, DateTimeOffset at, CancellationToken cancellation);
}
