using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Wording;

/// <summary>
/// The state of a host on which something went wrong: in or out of service, and its last known versions.
/// </summary>
internal static class HostSituation
{
    private const int MaxVersions = 8;

    /// <summary>One line; empty for a step of the run itself.</summary>
    public static string Of(Run run, string host)
    {
        if (FleetTable.Of(run).FirstOrDefault(row => row.Host == host) is not { } row)
            return "";
        var kernel = row.After.Kernel ?? row.Before.Kernel;
        var known = HostVersions.Of(run, host);
        if (kernel is not null)
            known = known.SetItem("kernel", kernel);
        var versions = known.Select(version => $"{version.Key} {version.Value}").ToList();
        var last = versions.Count == 0 ? "" : $" Last known versions: {string.Join(", ", versions.Take(MaxVersions))}.";
        return row.OutSince is { } since
            ? $"{host} has been out of service since {StateText.Minute(since)}.{last}\n"
            : $"{host} {(row.TakenSince is null ? "" : "is taken by this run and ")}was not taken out of service."
                + $"{last}\n";
    }
}
