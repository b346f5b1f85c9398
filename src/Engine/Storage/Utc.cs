namespace OlUpgrade.Storage;

/// <summary>Instants as UTC ticks in the database.</summary>
internal static class Utc
{
    public static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
