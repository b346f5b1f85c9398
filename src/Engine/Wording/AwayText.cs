using OlUpgrade.Calendar;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Wording;

/// <summary>Hosts that a run left out of service, in sentences: for the next run, at its end, in lists.</summary>
public static class AwayText
{
    /// <summary>What earlier runs left out of service and this one has not returned, a sentence each.</summary>
    public static IEnumerable<string> Before(Run run, Door door) =>
        from left in OutOfService.LeftByOthers(run)
        select $"{left.Host} has been out of service since {TimeText.Of(left.Since!.Value)}: run {left.Run} left it so "
            + $"({left.Step}). It counts toward the limit until {Returned(door, left.Host)}, or this run, returns it.";

    /// <summary>What the run leaves out of service at its end, a sentence after a blank; empty for nothing.</summary>
    public static string AtTheEnd(Run run, Door door)
    {
        var hosts = OutOfService.LeftBehind(run).ToList();
        if (hosts.Count == 0)
            return "";
        var names = hosts.Select(one => $"{one.Host} (since {StateText.Minute(one.Outage.Since)}, {one.Outage.Step})");
        var verb = hosts.Count == 1 ? "stays" : "stay";
        return $" {string.Join(", ", names)} {verb} out of service, also for later runs, until "
            + $"{Returned(door, hosts[0].Host)} or a run returns {(hosts.Count == 1 ? "it" : "them")}.";
    }

    /// <summary>A host of the fleet that is out of service.</summary>
    public static string Of(FleetHost host, Door door)
    {
        var outage = host.Out!;
        return $"{host.Host} has been out of service since {TimeText.Of(outage.Since)} "
            + $"(run {outage.Run}, {outage.Step})"
            + (host.TakenBy is { } by ? $"; run {by} has taken it." : $". {Returned(door, host.Host)} returns it.");
    }

    private static string Returned(Door door, string host) => CommandTable.Return.Typed(door, default, host);
}
