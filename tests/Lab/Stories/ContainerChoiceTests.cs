namespace OlUpgrade.Lab.Stories;

/// <summary>
/// A deploy whose containers run until the host reboots but not afterwards. Plays every choice after that, and checks
/// the image and the revision over OpenSSH.
/// </summary>
public sealed class ContainerChoiceTests
{
    private const string Check = "check health";

    /// <summary>
    /// Prints what a host runs: the image by name, the images of its containers, its revision in git and on its page.
    /// </summary>
    private const string Running = """
        docker image inspect --format '{{.Id}}' openlibrary/olbase:latest
        docker inspect --format '{{.Image}}' $(docker ps -q) | sort -u
        git -c safe.directory=/opt/openlibrary -C /opt/openlibrary rev-parse HEAD
        curl -s http://localhost/status | grep -o 'tree/[0-9a-f]*' | head -n 1
        """;

    /// <summary>
    /// Builds an image that creates a folder when it starts, and cannot start again if the folder exists.
    /// </summary>
    private const string Broken =
        "docker build -q -t openlibrary/olbase:next - <<'IMAGE'\n"
        + "FROM openlibrary/olbase:next\nCMD [\"sh\", \"-c\", \"mkdir /begun && exec /bin/serve\"]\nIMAGE";

    private const string Whole =
        "docker build -q -t openlibrary/olbase:mended - <<'IMAGE'\n"
        + "FROM openlibrary/olbase:next\nCMD [\"/bin/serve\"]\nIMAGE\n"
        + "docker tag openlibrary/olbase:mended openlibrary/olbase:latest; lab-containers";

    [Fact]
    public async Task A_host_that_comes_back_without_its_containers_is_repaired_skipped_excluded_and_rolled_back()
    {
        await using var scene = await FourChoices.BeginAsync(DeployRunbook.File, hasDocker: true);
        var before = new Dictionary<string, string>();
        foreach (var host in FourChoices.Hosts)
        {
            await scene.Fleet.SshAsync(host, Broken);
            before[host] = await scene.Fleet.SshAsync(host, Running);
        }

        await scene.StartAsync("/upgrade start short");
        await scene.EachChoiceAsync(
            async host =>
            {
                await scene.StoppedAtAsync(host, Check, "unhealthy", "container");
                Assert.NotEqual(before[host], await scene.Fleet.SshAsync(host, Running));
            },
            () => scene.Fleet.SshAsync(FourChoices.Repaired, Whole)
        );
        FourChoices.AssertOneDecisionEach(await scene.GoneBackAsync([.. FourChoices.Hosts.Reverse()]));
        foreach (var host in FourChoices.Hosts)
        {
            await scene.IsBackAsync(host, boots: 2);
            Assert.Equal(before[host], await scene.Fleet.SshAsync(host, Running));
        }
    }
}
