namespace OlUpgrade.Lab.Stories;

/// <summary>
/// The runbook of the fault tests: an upgrade of two hosts (or others), one after the other, with limits of seconds.
/// The upgrade adds a line to a file on the host, which shows whether it started twice.
/// </summary>
/// <param name="Boot">How long a reboot may take.</param>
/// <param name="Soak">How long the new boot must stay.</param>
/// <param name="Health">How long a host may take to be healthy.</param>
/// <param name="Patience">How many seconds apt waits for the lock of dpkg.</param>
/// <param name="Containers">How long containers may take to come up; null without Docker.</param>
/// <param name="Hosts">The hosts in their order; null for the usual two.</param>
/// <param name="GoesBack">True to capture and keep what runs, and to give the upgrade and the reboot an undo.</param>
/// <param name="WayBack">The runbook's rule for rollbacks; null for the default.</param>
/// <param name="Limit">How many hosts may be in work at once.</param>
/// <param name="KeepsBranch">True to create a rollback branch before the first host.</param>
internal sealed record ShortRunbook(
    string Boot = "60s",
    string Soak = "1s",
    string Health = "30s",
    int Patience = 3,
    string? Containers = null,
    IReadOnlyList<string>? Hosts = null,
    bool KeepsBranch = false,
    bool GoesBack = false,
    string? WayBack = null,
    int Limit = 1
)
{
    public const string First = "ol-dev";
    public const string Later = "ol-web1";
    public const string Upgrade = "upgrade packages";
    public const string Reboot = "reboot";
    public const string Begun = "/var/log/lab-upgrades";

    public (string File, string Text) File => ("short.yaml", Text);

    private string BringUp =>
        Containers is null
            ? "# no containers"
            : $"- {{step: bring containers up, containers: up, timeout: {Containers}}}";

    private string Branch =>
        KeepsBranch
            ? "rollback-branch: {repositories: [internetarchive/openlibrary], from: production}"
            : "# no rollback branch";

    private string Noted =>
        GoesBack
            ? """
                  - {step: note what runs now, capture: [packages, kernel, commits, compose]}
                  - {step: keep what runs now, keep: [packages], timeout: 2m}
                """.TrimStart()
            : "# nothing is captured";

    private string Undo =>
        GoesBack
            ? """
                undo: |
                      dpkg --configure -a || true
                      apt-get -y -q install --allow-downgrades -- /var/backups/olupgrade/$run/debs/*.deb
                """
            : "# no undo";

    private string Rule => WayBack is null ? "# the default rule for rollbacks" : $"rollback: {{{WayBack}}}";

    private string Text =>
        $$"""
            runbook: short
            title: A short upgrade
            issue: {repository: internetarchive/openlibrary, labels: ["Affects: Operations"]}
            {{Branch}}
            approval: {channel: "#openlibrary", reaction: "+1", needs: 1, remind: 30m, expires: 8h}
            {{Rule}}
            stages:
              - {stage: all, hosts: [{{string.Join(", ", Hosts ?? [First, Later])}}], limit: {{Limit}}}
            steps:
              {{Noted}}
              - step: {{Upgrade}}
                run: |
                  set -eu
                  echo begun >> {{Begun}}
                  export DEBIAN_FRONTEND=noninteractive
                  options='-y -q -o DPkg::Lock::Timeout={{Patience}}'
                  apt-get $options -o APT::Update::Error-Mode=any update
                  apt-get $options install --only-upgrade -- ol-dummy
                  echo the upgrade is over
                timeout: 2m
                {{Undo}}
              - {step: {{Reboot}}, reboot: {timeout: {{Boot}}, soak: {{Soak}}{{(GoesBack ? ", undo: reboot" : "")}} } }
              {{BringUp}}
              - {step: check health, health: {timeout: {{Health}}, times: 2, every: 500ms} }
            """;
}
