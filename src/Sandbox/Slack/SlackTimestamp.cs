using System.Globalization;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// The name and the place in time of a message: seconds since 1970, a point, six digits. Each one handed out is later
/// than the last, also when the clock stands still or steps back.
/// </summary>
internal sealed class SlackTimestamp(TimeProvider clock)
{
    private const long Second = 1_000_000;
    private const long Pace = 100;
    private long _last;

    public string Next()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds() * Second;
        _last = Math.Max(now + Pace, _last + Pace);
        return $"{_last / Second}.{_last % Second:D6}";
    }

    /// <summary>An instant in the same form, which names no message.</summary>
    public static string Of(DateTimeOffset instant) =>
        $"{instant.ToUnixTimeSeconds()}.{instant.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond:D6}";

    /// <summary>The instant in microseconds, or null when the text is no timestamp.</summary>
    public static long? Read(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds < 100_000_000_000
            ? (long)(seconds * Second)
            : null;
}
