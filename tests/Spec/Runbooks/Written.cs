using System.Text;
using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Runbooks;

/// <summary>Small files as an operator would write them, and ways to change one place in them.</summary>
internal static class Written
{
    public const string Hosts = """
        all:
          vars: {ansible_user: deploy}
          children:
            dev:
              hosts:
                ol-dev: {olupgrade_today: ol-dev1, olupgrade_health: [clock]}
            web:
              vars: {olupgrade_health: [containers]}
              hosts:
                ol-web1: {ansible_host: 10.0.0.1}
                ol-web2: {ansible_host: 10.0.0.2}
                ol-spare:

        """;

    public const string Runbook = """
        runbook: patches
        title: Patches, host by host
        parameters:
          packages:
            description: what to upgrade
            default: ""
            pattern: "[a-z ]*"
          soak: {description: quiet time, default: 5m, type: duration}
        issue: {repository: internetarchive/openlibrary, labels: ["Affects: Operations"]}
        rollback-branch: {repositories: [internetarchive/openlibrary], from: production}
        approval: {channel: "#openlibrary", reaction: "+1", needs: 1, remind: 30m, expires: 8h}
        stages:
          - {stage: canary, hosts: [ol-dev], soak: $soak, why: first}
          - {stage: web, hosts: [ol-web1, ol-web2], limit: 1, approval: {needs: 2}}
        steps:
          - step: upgrade
            run: apt-get install -- $packages
            timeout: 30m
            retry: {attempts: 2, delay: 30s}
            probe: exit 1
            undo: exit 0
          - {step: note, capture: [packages, kernel]}
          - {step: reboot, reboot: {timeout: 10m, soak: 60s}}
          - {step: containers, containers: up}
          - {step: settle, wait: 5m}
          - {step: health, health: {timeout: 5m, times: 3}}

        """;

    public static Inventory Inventory { get; } = InventoryParser.Parse("hosts.yaml", Bytes(Hosts)).Value!;

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static Parsed<Runbook> Parse(string text) => RunbookParser.Parse("patches.yaml", Bytes(text), Inventory);

    /// <summary>The valid runbook with one place changed.</summary>
    public static string With(string old, string changed) => Changed(Runbook, old, changed);

    public static string Changed(string text, string old, string changed)
    {
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, changed, StringComparison.Ordinal);
    }

    public static Runbook Good(string text)
    {
        var parsed = Parse(text);
        Assert.Empty(parsed.Problems);
        return parsed.Value!;
    }

    /// <summary>The problems of the runbook, one per line.</summary>
    public static string Problems(string text)
    {
        var parsed = Parse(text);
        Assert.Null(parsed.Value);
        return string.Join('\n', parsed.Problems);
    }
}
