namespace OlUpgrade.Benchmarks.Durability;

/// <summary>
/// A workflows folder with numbered hosts, each in its own role, and one short runbook for all of them.
/// </summary>
internal static class ManyHosts
{
    public const string Runbook = "crowd";

    private const int Scripts = 5;

    /// <summary>Writes the folder.</summary>
    /// <param name="limit">How many hosts may be in work at once.</param>
    public static string Write(string folder, IEnumerable<int> hosts, int limit = 1)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "hosts.yaml"), Inventory(hosts));
        File.WriteAllText(Path.Combine(folder, Runbook + ".yaml"), RunbookOf(hosts, limit));
        return folder;
    }

    private static string Inventory(IEnumerable<int> hosts) =>
        $$"""
            all:
              vars:
                ansible_user: ol
              children:
            {{Lines(hosts, number => $"    role{number}: {{hosts: {{ol-{number}: {{ansible_host: 192.0.2.1}}}}}}")}}
            """;

    private static string RunbookOf(IEnumerable<int> hosts, int limit) =>
        $$"""
            runbook: {{Runbook}}
            title: Something short on many hosts
            issue: {repository: internetarchive/openlibrary, labels: ["Affects: Operations"]}
            approval: {channel: "#openlibrary", reaction: "+1", needs: 1, remind: 8h, expires: 24h}
            stages:
              - stage: all
                limit: {{limit}}
                hosts:
            {{Lines(hosts, number => $"      - ol-{number}")}}
            steps:
            {{Lines(Enumerable.Range(1, Scripts), number =>
                $"  - {{step: say {number}, run: echo {number}, timeout: 1m}}"
            )}}
            """;

    private static string Lines(IEnumerable<int> numbers, Func<int, string> line) =>
        string.Join('\n', numbers.Select(line));
}
