namespace OlUpgrade.Benchmarks.Hosts;

/// <summary>
/// The work on each of the eight hosts, one after another; it ends with one health question.
/// </summary>
/// <param name="Name">The name that is printed.</param>
/// <param name="Commands">How many short commands come first.</param>
/// <param name="Reboots">True if the host is rebooted after them.</param>
internal sealed record Course(string Name, int Commands, bool Reboots)
{
    public const string Health = "check health";
    public const string Reboot = "reboot";

    private const string Command = "cat /proc/sys/kernel/random/boot_id";

    public static Course FiveCommands { get; } = new("8 hosts, 5 commands and health", 5, Reboots: false);

    public static Course OneReboot { get; } = new("8 hosts, 1 command, reboot and health", 1, Reboots: true);

    public string Inventory(IEnumerable<RacedHost> hosts) =>
        $$"""
            all:
              vars:
                ansible_user: openlibrary
              hosts:
            {{Lines(hosts, host =>
                $"    {host.Name}: {{ansible_host: {host.Address}, olupgrade_health: [{{unit: {host.Unit}}}]}}"
            )}}
            """;

    public string Runbook(IEnumerable<RacedHost> hosts) =>
        $$"""
            runbook: race
            title: A race
            issue: {repository: internetarchive/openlibrary, labels: ["Affects: Operations"]}
            approval: {channel: "#openlibrary", reaction: "+1", needs: 1, remind: 30m, expires: 8h}
            stages:
            {{Lines(hosts, host => $"  - {{stage: {host.Name}, hosts: [{host.Name}]}}")}}
            steps:
            {{Lines(Enumerable.Range(1, Commands), number =>
                $"  - {{step: command {number}, run: {Command}, timeout: 1m}}"
            )}}
              {{(Reboots ? $"- {{step: {Reboot}, reboot: {{timeout: 5m, soak: 1ms}}}}" : "# no reboot")}}
              - {step: {{Health}}, health: {timeout: 1m, times: 1, every: 1s} }
            """;

    public string Playbook() =>
        $$$"""
            - hosts: all
              serial: 1
              order: inventory
              gather_facts: false
              any_errors_fatal: true
              become: true
              tasks:
            {{{Lines(Enumerable.Range(1, Commands), _ => $"    - {{command: {Command}, changed_when: false}}")}}}
                {{{(Reboots ? "- {reboot: {reboot_timeout: 120}}" : "# no reboot")}}}
                - command: "systemctl is-active {{ olupgrade_health[0].unit }}"
                  changed_when: false
                  register: unit
                  until: unit.rc == 0
                  retries: 30
                  delay: 1
            """;

    private static string Lines<T>(IEnumerable<T> all, Func<T, string> line) => string.Join('\n', all.Select(line));
}
