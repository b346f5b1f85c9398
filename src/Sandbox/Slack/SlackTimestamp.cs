using System.Globalization;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// Timestamps, which name a message and order it in time: seconds since 1970, a point, six digits. Each is later than
/// the last, even if the clock stops or steps back.
/// </summary>
internal sealed class SlackTimestamp(TimeProvider clock)
{
    private const long Second = 1_000_000;
    private const long MinStep = 100;
    private long _last;

    public string Next()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds() * Second;
        _last = Math.Max(now + MinStep, _last + MinStep);
        return $"{_last / Second}.{_last % Second:D6}";
    }

    /// <summary>An instant in the same form, but not unique.</summary>
    public static string Of(DateTimeOffset instant) =>
        $"{instant.ToUnixTimeSeconds()}.{instant.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond:D6}";

    /// <summary>The instant in microseconds; null if the text is not a timestamp.</summary>
    public static long? Read(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds < 100_000_000_000
            ? (long)(seconds * Second)
            : null;
}
