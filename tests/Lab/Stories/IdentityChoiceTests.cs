using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>
/// A host that presents another key after its reboot. Plays every choice after that: nothing is sent to the host,
/// neither by the run nor by its rollback.
/// </summary>
public sealed class IdentityChoiceTests
{
    private const string Check = "check health";
    private const string Take = "take host";

    [Fact]
    [Fault(18)]
    public async Task Another_key_after_the_reboot_is_corrected_or_trusted_by_a_person_and_never_by_a_rollback()
    {
        await using var scene = await FourChoices.BeginAsync(new ShortRunbook());
        await scene.LingerAllAsync();
        await scene.BreakAllAsync("host-key-later");
        await scene.UpgradeAsync();
        await KeyChangedAsync(scene, FourChoices.Repaired, ShortRunbook.Reboot);
        await scene.Fleet.MendAsync(FourChoices.Repaired, "host-key-later");
        await scene.DecideAsync("resume", "1", "--reason", "the key is the old one again");
        await KeyChangedAsync(scene, FourChoices.Skipped, ShortRunbook.Reboot);
        await scene.DecideAsync("skip", "1", "--reason", "it did reboot");
        await KeyChangedAsync(scene, FourChoices.Skipped, Check);
        await TrustAsync(scene, FourChoices.Skipped);
        await scene.DecideAsync("retry", "1", "--reason", "it has a new key");
        await KeyChangedAsync(scene, FourChoices.Excluded, ShortRunbook.Reboot);
        await scene.DecideAsync("exclude", "1", "--host", FourChoices.Excluded, "--reason", "not tonight");
        await KeyChangedAsync(scene, FourChoices.Last, ShortRunbook.Reboot);
        var pinned = await File.ReadAllTextAsync(scene.Fleet.KnownHosts, TestContext.Current.CancellationToken);
        await scene.DecideAsync("rollback", "1", "all", "--reason", "the keys are new");
        await KeyChangedAsync(scene, FourChoices.Last, Take);
        await scene.NoneIsBackAsync();
        Assert.Equal(
            pinned,
            await File.ReadAllTextAsync(scene.Fleet.KnownHosts, TestContext.Current.CancellationToken)
        );
        await scene.Fleet.MendAsync(FourChoices.Last, "host-key-later");
        await scene.DecideAsync("resume", "1", "--reason", "the key is the old one again");
        await EndsMixedAsync(scene);
        Assert.Equal("no", await AnythingUndone(scene, FourChoices.Excluded));
        await scene.Fleet.MendAsync(FourChoices.Excluded, "host-key-later");
        Assert.Equal("2.0", (await scene.Fleet.FactsAsync(FourChoices.Excluded)).Dummy);
    }

    /// <summary>Asserts that the run has stopped and shows both fingerprints.</summary>
    private static async Task KeyChangedAsync(Scene scene, string host, string step)
    {
        await scene.StoppedAtAsync(host, step, "host-key", $"olupgrade trust {host}");
        var sentence = (await scene.Service.VerdictAsync()).Failures[^1].Sentence;
        Assert.Equal(2, sentence.Split("SHA256:").Length - 1);
        Assert.Contains(await FingerprintAsync(scene, host), sentence, StringComparison.Ordinal);
    }

    private static async Task TrustAsync(Scene scene, string host) =>
        (await scene.Service.CliAsync("trust", host, "--fingerprint", await FingerprintAsync(scene, host))).Good();

    private static async Task<string> FingerprintAsync(Scene scene, string host) =>
        (await scene.Fleet.ExecAsync(host, "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub")).Split(' ')[1];

    /// <summary>
    /// The excluded host still has another key: a rollback of all hosts stops there again, and the host ends mixed.
    /// </summary>
    private static async Task EndsMixedAsync(Scene scene)
    {
        await KeyChangedAsync(scene, FourChoices.Excluded, Take);
        await scene.DecideAsync("exclude", "1", "--host", FourChoices.Excluded, "--reason", "we do it by hand");
        await scene.GoneBackAsync([FourChoices.Last, FourChoices.Skipped, FourChoices.Repaired], FourChoices.Excluded);
        foreach (var host in FourChoices.Hosts.Where(host => host != FourChoices.Excluded))
            await scene.IsBackAsync(host, boots: 2);
    }

    private static async Task<string> AnythingUndone(Scene scene, string host) =>
        (await scene.Fleet.ExecAsync(host, "ls /var/lib/olupgrade/attempts | grep -q undo || echo no")).Trim();
}
