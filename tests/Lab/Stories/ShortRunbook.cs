namespace OlUpgrade.Lab.Stories;

/// <summary>
/// An upgrade of two hosts, one after the other, with limits of seconds: what the fault tests run. The upgrade notes in
/// a file on the host that it was begun, so that a second beginning is seen.
/// </summary>
/// <param name="Boot">How long a reboot may take.</param>
/// <param name="Soak">How long the new boot must stay.</param>
/// <param name="Patience">How many seconds apt waits for the lock of dpkg.</param>
internal sealed record ShortRunbook(string Boot = "20s", string Soak = "1s", int Patience = 3, bool HasContainers = false)
{
    public const string First = "ol-dev";
    public const string Later = "ol-web1";
    public const string Upgrade = "upgrade packages";
    public const string Reboot = "reboot";
    public const string Begun = "/var/log/lab-upgrades";

    public (string File, string Text) File => ("short.yaml", Text);

    private string Text => $$"""
        runbook: short
        title: A short upgrade
        issue: {repository: internetarchive/openlibrary, labels: ["Affects: Operations"]}
        approval: {channel: "#openlibrary", reaction: "+1", needs: 1, remind: 30m, expires: 8h}
        stages:
          - {stage: all, hosts: [{{First}}, {{Later}}]}
        steps:
          - step: {{Upgrade}}
            run: |
              set -eu
              echo begun >> {{Begun}}
              export DEBIAN_FRONTEND=noninteractive
              options='-y -q -o DPkg::Lock::Timeout={{Patience}}'
              apt-get $options update
              apt-get $options install --only-upgrade -- ol-dummy
              echo the upgrade is over
            timeout: 2m
          - {step: {{Reboot}}, reboot: {timeout: {{Boot}}, soak: {{Soak}} } }
        {{(HasContainers ? "  - {step: bring containers up, containers: up, timeout: 25s}" : "  # no containers")}}
          - {step: check health, health: {timeout: 8s, times: 2, every: 500ms} }
        """;
}
