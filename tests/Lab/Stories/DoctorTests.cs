using OlUpgrade.Lab.Fleet;
using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>
/// Every line of the doctor about hosts is right on real hosts, and says WRONG when its subject is broken.
/// </summary>
public sealed class DoctorTests
{
    [Fact]
    public async Task Eight_healthy_hosts_are_reported_as_healthy()
    {
        await using var scene = await Scene.BeginAsync(await LabFleet.WholeAsync(), OperatorsRunbook.SecurityPatches());
        var end = await scene.Service.CliAsync("doctor");
        Assert.True(end.Code == 0, $"{end.Output}{end.Error}");
        Assert.DoesNotContain("WRONG", end.Output, StringComparison.Ordinal);
        foreach (var host in LabFleet.AllHosts)
        {
            foreach (
                var line in new[]
                {
                    "openlibrary can log in, and sudo works",
                    "machine ",
                    "systemd is running",
                    "Docker answers",
                    "MiB are free",
                }
            )
                Assert.Contains(Lines(end, host), said => said.Contains(line, StringComparison.Ordinal));
            await scene.AssertUntouchedAsync(host);
        }
    }

    [Theory]
    [InlineData("host-key", "", "has changed")]
    [InlineData("network-cut", "", "ol-dev")]
    [InlineData("no-sudo", "", "sudo")]
    [InlineData("hang", "", "ol-dev")]
    [InlineData("service", "docker", "Docker does not answer")]
    public async Task What_is_broken_on_a_host_is_wrong_in_its_line_and_the_other_host_is_fine(
        string fault,
        string what,
        string piece
    )
    {
        await using var scene = await Scene.BeginAsync(
            await LabFleet.UpAsync(hasDocker: what.Length > 0, "ol-dev", "ol-web1"),
            OperatorsRunbook.SecurityPatches()
        );
        if (what.Length > 0)
            await scene.Fleet.SshAsync("ol-dev", "systemctl stop docker.socket");
        await scene.Fleet.BreakAsync("ol-dev", what.Length > 0 ? [fault, what] : [fault]);
        var end = await scene.Service.CliAsync("doctor", "--hosts", "ol-dev,ol-web1");
        Assert.True(end.Code == 1, $"{end.Output}{end.Error}");
        Assert.Contains(Lines(end, "ol-dev"), line =>
            line.StartsWith("WRONG", StringComparison.Ordinal) && line.Contains(piece, StringComparison.Ordinal)
        );
        Assert.NotEmpty(Lines(end, "ol-web1"));
        Assert.DoesNotContain(Lines(end, "ol-web1"), line => line.StartsWith("WRONG", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_machine_under_two_names_is_found()
    {
        await using var scene = await Scene.BeginAsync(
            await LabFleet.UpAsync(hasDocker: false, "ol-dev", "ol-web1"),
            OperatorsRunbook.SecurityPatches(),
            inventory => inventory.Replace("10.77.0.12\n", "10.77.0.11\n", StringComparison.Ordinal)
        );
        var end = await scene.Service.CliAsync("doctor", "--hosts", "ol-dev,ol-web1");
        Assert.Equal(1, end.Code);
        Assert.Contains("ol-dev and ol-web1 have the same machine ID", end.Output, StringComparison.Ordinal);
    }

    private static List<string> Lines(ToolEnd end, string host) =>
        [.. end.Output.Split('\n').Where(line => line.Contains($"{host}:", StringComparison.Ordinal))];
}
