namespace OlUpgrade.Calendar;

/// <summary>What becomes of the newest time of a schedule.</summary>
public enum ScheduleTurn
{
    /// <summary>There is none, or the runbook was written after it.</summary>
    None,

    /// <summary>A run is to be started for it, if none was.</summary>
    Due,

    /// <summary>It is too long ago to be made up for.</summary>
    Missed,
}
