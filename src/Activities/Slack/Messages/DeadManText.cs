using System.Globalization;
using OlUpgrade.Calendar;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Slack.Messages;

/// <summary>
/// The alert for a service that falls silent while hosts are out of service. It is written in advance and waits in
/// Slack's own queue.
/// </summary>
public static class DeadManText
{
    private const string Mark = ":rotating_light: Run ";

    /// <summary>Null while every host of the run is in service.</summary>
    /// <param name="now">When it is queued: the service was alive until then.</param>
    public static string? Of(Run run, DateTimeOffset now)
    {
        if (run.Plan is null || run.IsSettled)
            return null;
        var away = FleetTable.Of(run).Where(row => row.OutSince is not null).ToList();
        if (away.Count == 0)
            return null;
        var hosts = away.Select(row =>
            $"{row.Host} has been out of service since {row.OutSince:HH:mm} UTC"
            + (row.CurrentStep is { } step ? $" ({step})" : "")
        );
        var alarm = SlackText.Escape(
            $"{run.Id}: OlUpgrade has been silent, or unable to reach Slack, since {TimeText.Of(now)}. "
                + $"{string.Join("; ", hosts)}. Check there first: a command may still be running. "
                + "Then check the service on its machine "
                + $"(`systemctl status olupgrade`, {CommandText.Status(Door.CommandLine, run.Id)}); "
                + "after a restart it continues where it stopped."
        );
        return Mark + alarm;
    }

    /// <summary>The run that a queued message is about; null for any other message.</summary>
    public static RunId? RunOf(string text)
    {
        if (!text.StartsWith(Mark, StringComparison.Ordinal))
            return null;
        var number = text[Mark.Length..].Split(':')[0];
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var run)
            ? new RunId(run)
            : null;
    }
}
