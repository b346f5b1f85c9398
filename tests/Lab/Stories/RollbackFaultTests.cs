using System.Text.Json.Nodes;
using OlUpgrade.Lab.Fleet;
using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>What goes wrong during a rollback.</summary>
public sealed class RollbackFaultTests
{
    private static readonly string[] Hosts = ["ol-dev", "ol-web1", "ol-web2"];

    [Fact]
    [Fault(24)]
    public async Task One_of_three_hosts_is_silent_and_mixed_and_a_killed_service_rolls_the_others_back()
    {
        await using var scene = await Scene.BeginAsync(
            await LabFleet.UpAsync(hasDocker: false, Hosts),
            new ShortRunbook(Hosts: Hosts, Limit: 2, GoesBack: true, WayBack: "unreachable: left-out").File
        );
        await scene.UpgradeAsync();
        await scene.SucceededAsync();
        var upgraded = await scene.Fleet.FactsAsync("ol-web2");
        await scene.Fleet.BreakAsync("ol-web2", "network-cut");
        await scene.DecideAsync("rollback", "1", "all", "--reason", "slow since then");
        await UndoneAsync(scene);
        await scene.Service.KillAsync();
        await scene.Service.ServeAsync();
        var verdict = await scene.GoneBackAsync(Newest(await scene.Service.VerdictAsync()), "ol-web2");
        Assert.Equal(2, verdict.Of("run-taken-over").Count);
        foreach (var host in Hosts[..2])
        {
            Assert.Single(verdict.Of("step-started", host, $"undo: {ShortRunbook.Upgrade}"));
            await scene.IsBackAsync(host, boots: 2);
        }

        Assert.Empty(verdict.Of("step-started", "ol-web2", $"undo: {ShortRunbook.Upgrade}"));
        await scene.Fleet.MendAsync("ol-web2", "network-cut");
        Assert.Equal(upgraded, await scene.Fleet.FactsAsync("ol-web2"));
    }

    /// <summary>Waits until the undo has started on a host that answers.</summary>
    private static Task UndoneAsync(Scene scene) =>
        Eventually.Found(
            "the undo on a host",
            async () => (await scene.Service.VerdictAsync()).Of("step-started").Any(IsUndo) ? "yes" : null,
            () => scene.Service.Log,
            TimeSpan.FromMinutes(2)
        );

    private static bool IsUndo(JsonNode entry) =>
        $"{entry["payload"]!["place"]!["step"]}" == $"undo: {ShortRunbook.Upgrade}";

    /// <summary>
    /// The two hosts that answer, in the order of the rollback: they started together, so either may be the newer one.
    /// </summary>
    private static IReadOnlyList<string> Newest(Verdict verdict) =>
        [
            .. verdict.Of("rollback-asked")[0]["payload"]!["hosts"]!
                .AsArray()
                .Select(host => $"{host}")
                .Where(host => host != "ol-web2"),
        ];
}
