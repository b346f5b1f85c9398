using OlUpgrade.Lab.Fleet;
using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>
/// With a real systemd and a real sudo: a step and its probe find the same environment, and what a step leaves in the
/// background ends with it, unless it is a unit.
/// </summary>
public sealed class EnvironmentTests
{
    private const string Host = "ol-dev";
    private const string Path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin";

    /// <summary>The second attempt of the step asks the probe, which says that it is done.</summary>
    private const string Runbook = """
        runbook: environment
        title: What a script finds
        issue: {repository: internetarchive/openlibrary}
        approval: {channel: "#openlibrary"}
        stages:
          - {stage: only, hosts: [ol-dev]}
        steps:
          - step: leave something running
            run: |
              (trap '' TERM; sleep 98781) &
              setsid sleep 98782 &
              systemd-run --quiet --unit=lab-stays sleep 98783
            timeout: 1m
          - step: tell what is there
            run: |
              { env | grep -v ^OLUPGRADE_ATTEMPT= | sort; pwd; umask; } > /root/step
              exit 1
            probe: |
              { env | sort; pwd; umask; } > /root/probe
              exit 0
            timeout: 1m
            retry: {attempts: 2, delay: 1s}
        """;

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_step_and_its_probe_find_one_environment_and_leave_nothing_running()
    {
        var fleet = await LabFleet.UpAsync(hasDocker: false, Host);
        await using var scene = await Scene.BeginAsync(fleet, ("environment.yaml", Runbook));
        await scene.StartAsync("/upgrade start environment");
        var verdict = await scene.SettledAsync(Within);

        Assert.True(verdict.Status == "Succeeded", $"{verdict}");
        Assert.Equal("", await fleet.SshAsync(Host, "diff /root/step /root/probe"));
        var found = await fleet.SshAsync(Host, "cat /root/step");
        Assert.Contains(Path + "\n", found, StringComparison.Ordinal);
        Assert.Contains("host=ol-dev\n", found, StringComparison.Ordinal);
        Assert.Contains("stage=only\n", found, StringComparison.Ordinal);
        // systemd ends what is left in the unit's control group a moment after the step.
        await Eventually.True("only the unit of its own", async () =>
            (await fleet.SshAsync(Host, "pgrep -a sleep | cut -d' ' -f2-")).Trim() == "/usr/bin/sleep 98783"
        );
    }
}
