using OlUpgrade.Calendar;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Slack.Messages;

/// <summary>
/// What people are to hear should the service fall silent while hosts are out of service. It is written beforehand and
/// waits in Slack's own queue.
/// </summary>
public static class DeadManText
{
    private const string Mark = ":rotating_light: Run ";

    /// <summary>Null while every host of the run is in service.</summary>
    /// <param name="now">When it is put into the queue: until then the service was heard of.</param>
    public static string? Of(Run run, DateTimeOffset now)
    {
        if (run.Plan is null || run.IsSettled)
            return null;
        var away = FleetTable.Of(run).Where(row => row.OutSince is not null).ToList();
        if (away.Count == 0)
            return null;
        var hosts = away.Select(row =>
            $"{row.Host} is out of service since {row.OutSince:HH:mm} UTC"
            + (row.CurrentStep is { } step ? $" ({step})" : "")
        );
        return SlackText.Escape(
            $"{Mark}{run.Id}: OlUpgrade is silent, or cannot reach Slack, since {TimeText.Of(now)}. "
                + $"{string.Join("; ", hosts)}. Look there first: a command may "
                + "still run. Then look at the service on its machine "
                + $"(`systemctl status olupgrade`, `olupgrade status {run.Id}`); "
                + "when it is started again it goes on where it was."
        );
    }

    /// <summary>Which run a waiting message is about; null for one that is none of these.</summary>
    public static RunId? RunOf(string text)
    {
        if (!text.StartsWith(Mark, StringComparison.Ordinal))
            return null;
        var number = text[Mark.Length..].Split(':')[0];
        return int.TryParse(
            number,
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out var run
        )
            ? new RunId(run)
            : null;
    }
}
