using System.Text;
using OlUpgrade.Hosts;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.House.States;

/// <summary>Small runbooks that together have everything on which a run can wait, fail, ask or turn back.</summary>
internal static class Stories
{
    private const string Hosts = """
        all:
          children:
            web:
              hosts:
                ol-a:
                  ansible_host: 192.0.2.1
                  ansible_user: ol
                  olupgrade_health: [{unit: nginx}]
                  olupgrade_preflight: [clock]
        """;

    private const string Head = """
        title: What a run can go through
        approval: {channel: "#openlibrary"}
        stages: [{stage: canary, hosts: [ol-a]}]
        """;

    private const string Changing = """
        issue: {repository: internetarchive/openlibrary}
        steps:
          - {step: upgrade, run: apt-get upgrade, undo: apt-get downgrade, timeout: 1m, retry: {attempts: 2}}
        """;

    /// <summary>One plan for each idea: together they reach every status and phase.</summary>
    public static IEnumerable<Plan> Plans() =>
        [
            Plan("changing", $"{Changing}\nrollback: {{approval: required, in-hand: stopped}}"),
            Plan("in-a-window", $"{Changing}\nwindow: {{zone: UTC, open: [\"Mon 01:00-02:00\"]}}"),
            Plan(
                "for-good",
                """
                issue: {repository: internetarchive/openlibrary}
                steps:
                  - {step: clear, preflight: clear}
                  - {step: rest, wait: 1m}
                  - {step: forget, run: rm cache, irreversible: nothing brings it back, timeout: 1m}
                  - {step: restart, reboot: {timeout: 10m, soak: 1m}}
                """
            ),
            Plan("only-reading", "steps:\n  - {step: look, health: {timeout: 1m, times: 1, every: 5s}}"),
        ];

    private static Plan Plan(string name, string rest)
    {
        var inventory = Good(InventoryParser.Parse("hosts.yaml", Encoding.UTF8.GetBytes(Hosts)));
        var text = $"runbook: {name}\n{Head}\n{rest}\n";
        return Planner
            .Make(
                Good(RunbookParser.Parse($"{name}.yaml", Encoding.UTF8.GetBytes(text), inventory)),
                inventory,
                Facts.Empty,
                []
            )
            .Plan!;
    }

    private static T Good<T>(Parsed<T> parsed)
        where T : class
    {
        Assert.Empty(parsed.Problems);
        return parsed.Value!;
    }
}
