namespace OlUpgrade.Calendar;

/// <summary>Durations and instants as people read them, in the same form everywhere.</summary>
public static class TimeText
{
    /// <summary>
    /// <c>90 s</c>, <c>5 min</c>, <c>1 h 30 min</c>: in the largest units that are exact to the second.
    /// </summary>
    public static string Of(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        if (seconds % 60 != 0 || seconds == 0)
            return $"{seconds} s";
        var (hours, minutes) = (seconds / 3600, seconds % 3600 / 60);
        return (hours, minutes) switch
        {
            (0, _) => $"{minutes} min",
            (_, 0) => $"{hours} h",
            _ => $"{hours} h {minutes} min",
        };
    }

    /// <summary>
    /// How long something took, rounded for people: <c>2.5 s</c>, <c>5 min 3 s</c>, <c>2 h 10 min</c>; <c>?</c> if
    /// unknown.
    /// </summary>
    public static string Took(TimeSpan? span) =>
        span switch
        {
            null => "?",
            { TotalMinutes: < 1 } time => $"{time.TotalSeconds:0.#} s",
            { TotalHours: < 1, Seconds: > 0 } time => $"{time.Minutes} min {time.Seconds} s",
            { TotalHours: < 1 } time => $"{time.Minutes} min",
            { Minutes: > 0 } time => $"{(int)time.TotalHours} h {time.Minutes} min",
            { } time => $"{(int)time.TotalHours} h",
        };

    /// <summary>Date and minute in UTC.</summary>
    public static string Of(DateTimeOffset instant) => $"{instant.ToUniversalTime():yyyy-MM-dd HH:mm} UTC";

    /// <summary>Date and second in UTC, for lists where the order matters.</summary>
    public static string ToTheSecond(DateTimeOffset instant) => $"{instant.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC";
}
