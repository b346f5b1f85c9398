namespace OlUpgrade.Calendar;

/// <summary>Whether the most recent time of a schedule still calls for a run.</summary>
public enum ScheduleTurn
{
    /// <summary>There is no such time, or the runbook was changed after it.</summary>
    None,

    /// <summary>A run is due, unless one was started already.</summary>
    Due,

    /// <summary>It was too long ago for a late start.</summary>
    Missed,
}
