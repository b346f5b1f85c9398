using OlUpgrade.Lab.Fleet;
using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>
/// The operators' other runbooks on real hosts with real Docker. Their claims are checked over OpenSSH.
/// </summary>
public sealed class OtherRunbookTests
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_cluster_is_verified_completely_although_one_host_is_unhealthy_and_nothing_is_changed()
    {
        await using var scene = await Scene.BeginAsync(await LabFleet.WholeAsync(), OperatorsRunbook.VerifyCluster());
        await scene.Fleet.BreakAsync("ol-solr1", "container-gone", "openlibrary-monitoring-1");
        await scene.StartAsync("/upgrade start verify-cluster");
        var verdict = await scene.SettledAsync(Within);
        Assert.True(verdict.Status == "Failed", $"{verdict}");
        Assert.Contains("openlibrary-monitoring-1", Assert.Single(verdict.Failures).Sentence, StringComparison.Ordinal);
        Assert.Empty(verdict.Of("approval-given"));
        var said = await scene.Pages.SaidAsync("Not as it should be: ol-solr1.");
        foreach (var host in LabFleet.AllHosts)
        {
            Assert.Contains($"\n{host} ", said, StringComparison.Ordinal);
            await scene.AssertUntouchedAsync(host);
        }

        await VerifyAgain(scene);
    }

    [Fact]
    public async Task Docker_is_upgraded_and_the_containers_come_back()
    {
        await using var scene = await Scene.BeginAsync(
            await LabFleet.UpAsync(hasDocker: true, "ol-dev", "ol-web1"),
            OperatorsRunbook.DockerUpgrade(),
            WithoutPeers
        );
        await scene.Fleet.PublishDockerAsync();
        await scene.StartAsync("/upgrade start docker-upgrade packages=docker.io --hosts ol-dev,ol-web1");
        var verdict = await scene.SettledAsync(Within);
        Assert.True(verdict.Status == "Succeeded", $"{verdict}");
        foreach (var host in scene.Fleet.Hosts)
        {
            var version = await scene.Fleet.SshAsync(
                host,
                "dpkg-query -W -f '${Version}' docker.io; systemctl is-active docker"
            );
            Assert.Contains("+lab1", version, StringComparison.Ordinal);
            var now = await scene.Fleet.FactsAsync(host);
            Assert.NotEqual(scene.Before[host].BootId, now.BootId);
            Assert.Equal(scene.Before[host].Containers, now.Containers);
        }
    }

    [Fact]
    public async Task A_weekly_deploy_follows_its_own_order_and_keeps_the_image_before_it()
    {
        string[] hosts = ["ol-home", "ol-www0", "ol-web1", "ol-web2", "ol-covers"];
        await using var scene = await Scene.BeginAsync(
            await LabFleet.UpAsync(hasDocker: true, hosts),
            OperatorsRunbook.WeeklyDeploy()
        );
        await scene.StartAsync("/upgrade start weekly-deploy image=openlibrary/olbase:next fetch=no");
        var verdict = await scene.SettledAsync(Within);
        Assert.True(verdict.Status == "Succeeded", $"{verdict}");
        var order = verdict
            .Of("step-succeeded")
            .Select(one => one["payload"]!["place"]!)
            .Where(place => $"{place["step"]}" == "restart the services")
            .Select(place => $"{place["host"]}");
        Assert.Equal(hosts, order);
        foreach (var host in hosts)
        {
            var now = await scene.Fleet.FactsAsync(host);
            Assert.Equal((scene.Before[host].BootId, scene.Before[host].Containers), (now.BootId, now.Containers));
            await RunsTheNewImage(scene.Fleet, host);
        }
    }

    /// <summary>
    /// Asserts that every container runs the new image, and that the old one is kept under the run's tag.
    /// </summary>
    private static async Task RunsTheNewImage(LabFleet fleet, string host)
    {
        var images = await fleet.SshAsync(
            host,
            """
            docker image inspect --format '{{.Id}}' openlibrary/olbase:next openlibrary/olbase:rollback-1 | paste -sd' ' -
            docker inspect --format '{{.Image}}' $(docker ps -q) | sort -u | paste -sd' ' -
            """
        );
        var lines = images.Split('\n');
        var (next, before) = (lines[0].Split(' ')[0], lines[0].Split(' ')[1]);
        Assert.NotEqual(next, before);
        Assert.Equal(next, lines[1]);
    }

    private static async Task VerifyAgain(Scene scene)
    {
        await scene.Fleet.SshAsync(
            "ol-solr1",
            "cd /opt/openlibrary && HOSTNAME=ol-solr1 "
                + "COMPOSE_FILE=compose.yaml:compose.production.yaml docker "
                + "compose --profile ol-solr1 up --no-deps -d </dev/null"
        );
        await scene.Pages.TypeAsync(SandboxPages.Mek, "/upgrade start verify-cluster");
        var said = await scene.Pages.SaidAsync("All 8 hosts are as they should be.");
        Assert.Contains("docker", said, StringComparison.Ordinal);
    }

    /// <summary>Removes the peers question, because ol-web1's peer ol-web2 is not in this lab.</summary>
    private static string WithoutPeers(string inventory) =>
        inventory.Replace("            - peers\n", "", StringComparison.Ordinal);
}
