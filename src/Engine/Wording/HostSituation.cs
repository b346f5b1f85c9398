using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Wording;

/// <summary>
/// How a host stands when something went wrong there: in or out of service, and what ran there when it was last noted.
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
        var noted = HostVersions.Of(run, host);
        if (kernel is not null)
            noted = noted.SetItem("kernel", kernel);
        var versions = noted.Select(version => $"{version.Key} {version.Value}").ToList();
        var last = versions.Count == 0 ? "" : $" Last noted there: {string.Join(", ", versions.Take(MaxVersions))}.";
        return $"{host} is {InWords.Service(row.OutSince)}.{last}\n";
    }
}
