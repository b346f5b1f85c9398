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
    /// <param name="fleet">Which hosts an ended run still keeps out of service; null for none.</param>
    public static string? Of(Run run, DateTimeOffset now, FleetState? fleet = null)
    {
        if (run.Plan is null)
            return null;
        var away = Away(run, fleet).ToList();
        if (away.Count == 0)
            return null;
        var hosts = away.Select(row =>
            row.OutSince is { } since
                ? $"{row.Host} has been out of service since {since:HH:mm} UTC{In(row)}"
                : $"{row.Host} is taken since {row.TakenSince ?? row.StartedAt:HH:mm} UTC{In(row)}"
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

    /// <summary>
    /// The hosts that the run keeps out of service, or that one of its commands may be hurting now. Of a run that has
    /// ended the fleet says which it still keeps out: another run or a person may have returned them.
    /// </summary>
    public static IEnumerable<HostRow> Away(Run run, FleetState? fleet = null) =>
        FleetTable
            .Of(run)
            .Where(row =>
                run.IsSettled
                    ? fleet?.Find(row.Host)?.Out?.Run == run.Id
                    : row.IsAtRisk || (row.OutSince is not null && row.LeftOutBy is null)
            );

    private static string In(HostRow row) => row.CurrentStep is { } step ? $" ({step})" : "";

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
