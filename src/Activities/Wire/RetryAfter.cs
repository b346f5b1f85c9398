using System.Globalization;

namespace OlUpgrade.Wire;

/// <summary>The <c>Retry-After</c> header (RFC 9110, 10.2.3): seconds, or a date. Services may leave it out.</summary>
internal static class RetryAfter
{
    /// <summary>The wait if a service reports too many requests and sends no header.</summary>
    /// <value>5 seconds.</value>
    public static TimeSpan Default { get; } = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan MaxWait = TimeSpan.FromHours(1);

    /// <summary>The wait from now on; null if the header is missing or unreadable.</summary>
    public static TimeSpan? Parse(string? header, DateTimeOffset now)
    {
        if (double.TryParse(header, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return double.IsNaN(seconds) ? null : TimeSpan.FromSeconds(Math.Clamp(seconds, 0, MaxWait.TotalSeconds));
        return DateTimeOffset.TryParse(header, CultureInfo.InvariantCulture, out var until) ? Clamp(until - now) : null;
    }

    /// <summary>The wait, but never negative and never more than an hour.</summary>
    public static TimeSpan Clamp(TimeSpan wait) =>
        wait < TimeSpan.Zero ? TimeSpan.Zero
        : wait > MaxWait ? MaxWait
        : wait;
}
