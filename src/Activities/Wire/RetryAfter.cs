using System.Globalization;

namespace OlUpgrade.Wire;

/// <summary>The header by which a service asks to be left alone: seconds, or a date. It may be missing.</summary>
internal static class RetryAfter
{
    /// <summary>Stands in where a service says "too many" without saying for how long.</summary>
    public static TimeSpan Unsaid { get; } = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan MaxDuration = TimeSpan.FromHours(1);

    public static TimeSpan? Parse(string? header, DateTimeOffset now)
    {
        if (double.TryParse(header, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return Within(TimeSpan.FromSeconds(Math.Min(seconds, MaxDuration.TotalSeconds)));
        return DateTimeOffset.TryParse(header, CultureInfo.InvariantCulture, out var until)
            ? Within(until - now)
            : null;
    }

    /// <summary>Never negative and never beyond an hour, whatever the other side says.</summary>
    public static TimeSpan Within(TimeSpan wait) =>
        wait < TimeSpan.Zero ? TimeSpan.Zero
        : wait > MaxDuration ? MaxDuration
        : wait;
}
