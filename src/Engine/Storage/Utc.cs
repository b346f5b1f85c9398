namespace OlUpgrade.Storage;

/// <summary>Reads times, which the database keeps as UTC ticks.</summary>
internal static class Utc
{
    public static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
