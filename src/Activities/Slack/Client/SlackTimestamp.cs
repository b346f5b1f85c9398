using System.Globalization;

namespace OlUpgrade.Slack.Client;

/// <summary>
/// Slack's <c>ts</c>: seconds since 1970 with six decimals. It identifies a message within its channel.
/// </summary>
public static class SlackTimestamp
{
    public static string Of(DateTimeOffset instant)
    {
        var micros = (instant - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return string.Create(CultureInfo.InvariantCulture, $"{micros / 1_000_000}.{micros % 1_000_000:D6}");
    }
}
