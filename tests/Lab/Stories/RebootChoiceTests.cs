using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>
/// Hosts that cannot be reached after their reboot, or must not be: neither is ever called rolled back without proof.
/// </summary>
/// <remarks>Faults 18 and 24 of part C of the study of peers: another key after the upgrade; unreachable in a rollback.</remarks>
public sealed class RebootChoiceTests
{
    private const string Check = "check health";
    private const string Take = "take host";

    [Fact]
    public async Task A_host_that_never_comes_back_is_switched_on_skipped_excluded_and_waited_for_in_the_rollback()
    {
        await using var scene = await FourChoices.BeginAsync(new ShortRunbook(Boot: "6s", Health: "4s"));
        await LingerAsync(scene);
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
        await NoneIsBack(scene);
        await OnAsync(scene, FourChoices.Last);
        await OnAsync(scene, FourChoices.Excluded);
        await scene.DecideAsync("retry", "1", "--reason", "they are on again");
        await scene.GoneBackAsync([.. FourChoices.Hosts.Reverse()]);
        foreach (var host in FourChoices.Hosts)
            await scene.IsBackAsync(host, boots: 2);
    }

    [Fact]
    public async Task Another_key_after_the_reboot_is_put_right_or_trusted_by_a_person_and_never_by_a_rollback()
    {
        await using var scene = await FourChoices.BeginAsync(new ShortRunbook());
        await LingerAsync(scene);
        await scene.BreakAllAsync("host-key-later");
        await scene.UpgradeAsync();
        await StrangeAsync(scene, FourChoices.Mended, ShortRunbook.Reboot);
        await scene.Fleet.MendAsync(FourChoices.Mended, "host-key-later");
        await scene.DecideAsync("resume", "1", "--reason", "the key is the old one again");
        await StrangeAsync(scene, FourChoices.Skipped, ShortRunbook.Reboot);
        await scene.DecideAsync("skip", "1", "--reason", "it did reboot");
        await StrangeAsync(scene, FourChoices.Skipped, Check);
        await TrustAsync(scene, FourChoices.Skipped);
        await scene.DecideAsync("retry", "1", "--reason", "it has a new key");
        await StrangeAsync(scene, FourChoices.Excluded, ShortRunbook.Reboot);
        await scene.DecideAsync("exclude", "1", "--host", FourChoices.Excluded, "--reason", "not tonight");
        await StrangeAsync(scene, FourChoices.Last, ShortRunbook.Reboot);
        var pinned = await File.ReadAllTextAsync(scene.Fleet.KnownHosts, TestContext.Current.CancellationToken);
        await scene.DecideAsync("rollback", "1", "all", "--reason", "the keys are new");
        await StrangeAsync(scene, FourChoices.Last, Take);
        await NoneIsBack(scene);
        Assert.Equal(pinned, await File.ReadAllTextAsync(scene.Fleet.KnownHosts, TestContext.Current.CancellationToken));
        await scene.Fleet.MendAsync(FourChoices.Last, "host-key-later");
        await scene.DecideAsync("resume", "1", "--reason", "the key is the old one again");
        await LeftOutAsync(scene);
        Assert.Equal("no", await AnythingUndone(scene, FourChoices.Excluded));
        await scene.Fleet.MendAsync(FourChoices.Excluded, "host-key-later");
        Assert.Equal("2.0", (await scene.Fleet.FactsAsync(FourChoices.Excluded)).Dummy);
    }

    /// <summary>So that the command's answer is always there before the host goes down.</summary>
    private static async Task LingerAsync(Scene scene)
    {
        foreach (var host in FourChoices.Hosts)
            await scene.LingerAsync(host, 1);
    }

    private static Task GoneAsync(Scene scene, string host) =>
        scene.StandsAsync(host, ShortRunbook.Reboot, "not-back", "have it power-cycled");

    /// <summary>Both fingerprints are shown, and nothing is accepted.</summary>
    private static async Task StrangeAsync(Scene scene, string host, string step)
    {
        await scene.StandsAsync(host, step, "host-key", $"olupgrade trust {host}");
        var sentence = (await scene.Service.VerdictAsync()).Failures[^1].Sentence;
        Assert.Equal(2, sentence.Split("SHA256:").Length - 1);
        Assert.Contains(await FingerprintAsync(scene, host), sentence, StringComparison.Ordinal);
    }

    private static async Task OnAsync(Scene scene, string host)
    {
        await scene.Fleet.MendAsync(host, "no-boot");
        await scene.Fleet.StartAsync(host);
    }

    private static async Task TrustAsync(Scene scene, string host) =>
        (await scene.Service.CliAsync("trust", host, "--fingerprint", await FingerprintAsync(scene, host))).Good();

    private static async Task<string> FingerprintAsync(Scene scene, string host) =>
        (await scene.Fleet.ExecAsync(host, "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub")).Split(' ')[1];

    /// <summary>While the rollback waits for its first host, no other one is begun.</summary>
    private static async Task NoneIsBack(Scene scene)
    {
        Assert.Empty((await scene.Service.VerdictAsync()).Of("host-rolled-back"));
        foreach (var host in FourChoices.Hosts.Take(2))
            Assert.Equal("2.0", (await scene.Fleet.FactsAsync(host)).Dummy);
    }

    /// <summary>The host that was excluded still has a strange key: a rollback of all asks for it anew, and it ends as mixed.</summary>
    private static async Task LeftOutAsync(Scene scene)
    {
        await StrangeAsync(scene, FourChoices.Excluded, Take);
        await scene.DecideAsync("exclude", "1", "--host", FourChoices.Excluded, "--reason", "it is seen to by hand");
        await scene.GoneBackAsync([FourChoices.Last, FourChoices.Skipped, FourChoices.Mended], FourChoices.Excluded);
        foreach (var host in FourChoices.Hosts.Where(host => host != FourChoices.Excluded))
            await scene.IsBackAsync(host, boots: 2);
    }

    private static async Task<string> AnythingUndone(Scene scene, string host) =>
        (await scene.Fleet.ExecAsync(host, "ls /var/lib/olupgrade/attempts | grep -q undo || echo no")).Trim();
}
