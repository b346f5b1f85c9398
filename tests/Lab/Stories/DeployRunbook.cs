namespace OlUpgrade.Lab.Stories;

/// <summary>
/// A deploy of an image and a commit to four hosts, followed by a reboot, with an undo for all three.
/// </summary>
internal static class DeployRunbook
{
    public static (string File, string Text) File => ("short.yaml", Text);

    private static string Text =>
        $$"""
            runbook: short
            title: A short deploy
            issue: {repository: internetarchive/openlibrary, labels: ["Affects: Operations"]}
            approval: {channel: "#openlibrary", reaction: "+1", needs: 1, remind: 30m, expires: 8h}
            stages:
              - {stage: all, hosts: [{{string.Join(", ", FourChoices.Hosts)}}]}
            steps:
              - {step: note what runs now, capture: [packages, containers, images, commits, revision, compose]}
              - {step: keep what runs now, keep: [images], timeout: 2m}
              - step: deploy
                run: |
                  set -eu
                  docker tag openlibrary/olbase:next openlibrary/olbase:latest
                  lab-containers
                  cd /opt/openlibrary
                  runuser -u openlibrary -- git tag before
                  runuser -u openlibrary -- git -c user.name=deploy -c user.email=deploy@localhost commit -q --allow-empty -m next
                timeout: 2m
                undo: |
                  set -eu
                  docker tag "openlibrary/olbase:rollback-$run" openlibrary/olbase:latest
                  lab-containers
                  runuser -u openlibrary -- git -C /opt/openlibrary reset -q --hard before
              - {step: reboot, reboot: {timeout: 60s, soak: 1s, undo: reboot} }
              - {step: check health, health: {timeout: 10s, times: 3, every: 1s} }
            """;
}
