using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>
/// A host that stays off after its reboot. Plays every choice after that: the host never counts as rolled back without
/// proof.
/// </summary>
public sealed class RebootChoiceTests
{
    private const string Check = "check health";
    private const string Take = "take host";

    [Fact]
    [Fault(24)]
    public async Task A_host_that_never_comes_back_is_powered_on_skipped_excluded_and_awaited_in_the_rollback()
    {
        await using var scene = await FourChoices.BeginAsync(new ShortRunbook(Boot: "6s", Health: "4s"));
        await scene.LingerAllAsync();
        await scene.BreakAllAsync("no-boot");
        await scene.UpgradeAsync();
        await GoneAsync(scene, FourChoices.Repaired);
        await PowerOnAsync(scene, FourChoices.Repaired);
        await scene.DecideAsync("resume", "1", "--reason", "it is on again");
        await GoneAsync(scene, FourChoices.Skipped);
        await scene.DecideAsync("skip", "1", "--reason", "we will look at it tomorrow");
        // Skipping the reboot does not make it healthy: it is off, and blocks the next host.
        await scene.StoppedAtAsync(FourChoices.Skipped, Check, "unreachable", FourChoices.Skipped);
        await PowerOnAsync(scene, FourChoices.Skipped);
        await scene.DecideAsync("retry", "1", "--reason", "it is on again");
        await GoneAsync(scene, FourChoices.Excluded);
        await scene.DecideAsync("exclude", "1", "--host", FourChoices.Excluded, "--reason", "not tonight");
        await GoneAsync(scene, FourChoices.Last);
        await scene.DecideAsync("rollback", "1", "all", "--reason", "they do not come back");
        await scene.StoppedAtAsync(FourChoices.Last, Take, "unreachable", FourChoices.Last);
        await scene.NoneIsBackAsync();
        await PowerOnAsync(scene, FourChoices.Last);
        await PowerOnAsync(scene, FourChoices.Excluded);
        await scene.DecideAsync("retry", "1", "--reason", "they are on again");
        await scene.GoneBackAsync([.. FourChoices.Hosts.Reverse()]);
        foreach (var host in FourChoices.Hosts)
            await scene.IsBackAsync(host, boots: 2);
    }

    private static Task GoneAsync(Scene scene, string host) =>
        scene.StoppedAtAsync(host, ShortRunbook.Reboot, "not-back", "or power-cycle it");

    private static async Task PowerOnAsync(Scene scene, string host)
    {
        await scene.Fleet.MendAsync(host, "no-boot");
        await scene.Fleet.StartAsync(host);
    }
}
