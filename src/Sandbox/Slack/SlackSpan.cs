using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>A time range in microseconds. Its ends are included only on request.</summary>
internal sealed record SlackSpan(long Oldest, long Latest, bool Inclusive)
{
    /// <summary>Reads the range from the arguments. Returns null, or the refusal.</summary>
    public static JsonObject? Read(SlackArguments arguments, out SlackSpan span)
    {
        var oldest = arguments.Has("oldest") ? SlackTimestamp.Read(arguments.Text("oldest")) : 0;
        var latest = arguments.Has("latest") ? SlackTimestamp.Read(arguments.Text("latest")) : long.MaxValue;
        span = new SlackSpan(oldest ?? 0, latest ?? 0, arguments.Flag("inclusive"));
        if (oldest is null)
            return SlackAnswer.Refuse("invalid_ts_oldest");
        return latest is null ? SlackAnswer.Refuse("invalid_ts_latest") : null;
    }

    public bool Holds(long instant) =>
        (instant > Oldest && instant < Latest) || (Inclusive && (instant == Oldest || instant == Latest));
}
