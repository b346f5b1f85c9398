using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>
/// A host that stays off after its reboot, and every choice after that: it is never called rolled back without proof.
/// </summary>
public sealed class RebootChoiceTests
{
    private const string Check = "check health";
    private const string Take = "take host";

    [Fact]
    [Fault(24)]
    public async Task A_host_that_never_comes_back_is_switched_on_skipped_excluded_and_waited_for_in_the_rollback()
    {
        await using var scene = await FourChoices.BeginAsync(new ShortRunbook(Boot: "6s", Health: "4s"));
        await scene.LingerAllAsync();
        await scene.BreakAllAsync("no-boot");
        await scene.UpgradeAsync();
        await GoneAsync(scene, FourChoices.Mended);
        await OnAsync(scene, FourChoices.Mended);
        await scene.DecideAsync("resume", "1", "--reason", "it is on again");
        await GoneAsync(scene, FourChoices.Skipped);
        await scene.DecideAsync("skip", "1", "--reason", "it is looked after tomorrow");
        // Without its reboot it is not well by that: it is off, and stands in the way of the next one.
        await scene.StandsAsync(FourChoices.Skipped, Check, "unreachable", FourChoices.Skipped);
        await OnAsync(scene, FourChoices.Skipped);
        await scene.DecideAsync("retry", "1", "--reason", "it is on again");
        await GoneAsync(scene, FourChoices.Excluded);
        await scene.DecideAsync("exclude", "1", "--host", FourChoices.Excluded, "--reason", "not tonight");
        await GoneAsync(scene, FourChoices.Last);
        await scene.DecideAsync("rollback", "1", "all", "--reason", "they do not come back");
        await scene.StandsAsync(FourChoices.Last, Take, "unreachable", FourChoices.Last);
        await scene.NoneIsBackAsync();
        await OnAsync(scene, FourChoices.Last);
        await OnAsync(scene, FourChoices.Excluded);
        await scene.DecideAsync("retry", "1", "--reason", "they are on again");
        await scene.GoneBackAsync([.. FourChoices.Hosts.Reverse()]);
        foreach (var host in FourChoices.Hosts)
            await scene.IsBackAsync(host, boots: 2);
    }

    private static Task GoneAsync(Scene scene, string host) =>
        scene.StandsAsync(host, ShortRunbook.Reboot, "not-back", "or power-cycle it");

    private static async Task OnAsync(Scene scene, string host)
    {
        await scene.Fleet.MendAsync(host, "no-boot");
        await scene.Fleet.StartAsync(host);
    }
}
