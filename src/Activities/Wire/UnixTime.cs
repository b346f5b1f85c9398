namespace OlUpgrade.Wire;

/// <summary>Seconds since 1970 as hosts and services write them.</summary>
public static class UnixTime
{
    private static readonly long First = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long Last = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Null for a number that no time has.</summary>
    public static DateTimeOffset? Of(long seconds) =>
        seconds >= First && seconds <= Last ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
