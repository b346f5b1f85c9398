using System.Text.RegularExpressions;

namespace OlUpgrade.Benchmarks.Hosts;

/// <summary>A host, as every contestant knows it.</summary>
/// <param name="Unit">The systemd unit of its one health question.</param>
internal sealed partial record RacedHost(string Name, string Address, string Unit)
{
    /// <summary>The hosts of a lab, read from its inventory.</summary>
    public static IReadOnlyList<RacedHost> Of(string inventory) =>
        [
            .. Addressed()
                .Matches(inventory)
                .Select(match => new RacedHost(
                    match.Groups["name"].Value,
                    match.Groups["address"].Value,
                    UnitOf(match.Groups["name"].Value)
                )),
        ];

    private static string UnitOf(string host) =>
        host switch
        {
            "ol-solr1" or "ol-solr2" => "solr",
            "ol-home" => "infobase",
            "ol-www0" => "haproxy",
            _ => "nginx",
        };

    [GeneratedRegex(
        @"^ +(?<name>ol-\w+):\n +ansible_host: (?<address>\S+)$",
        RegexOptions.Multiline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Addressed();
}
