using OlUpgrade.Spec.Ssh;
using OlUpgrade.Spec.Storage;
using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh.Client;

namespace OlUpgrade.Spec.RealHost;

/// <summary>
/// A run of the real service, whose journal somebody rewrites afterwards with hashes and checkpoints that fit. The log
/// of the service, which they cannot rewrite, proves it.
/// </summary>
public sealed class JournalProofTests : IClassFixture<LoopbackSshd>
{
    private readonly LoopbackSshd _sshd;

    public JournalProofTests(LoopbackSshd sshd)
    {
        Assert.SkipUnless(LoopbackSshd.IsInstalled, "no sshd on this machine: install openssh-server");
        _sshd = sshd;
    }

    [Fact]
    [Finding("A22")]
    public async Task A_run_that_was_rewritten_cut_or_deleted_shows_against_the_services_log()
    {
        await using var scene = await RealHostScene.StartAsync(_sshd);
        var log = scene.File("log");
        await PlayAsync(scene, log);
        var good = await scene.Cli("mek", "journal", "1", "--verify", "--against", log);
        Assert.Equal((0, true), (good.Code, good.Output.Contains("intact", StringComparison.Ordinal)));
        var without = await scene.Cli("mek", "journal", "1", "--verify", "--against", scene.KnownHosts);
        Assert.Equal((2, true), (without.Code, without.Output.Contains("journalctl", StringComparison.Ordinal)));
        var forger = new JournalForger(scene.File("data/journal.db"), alsoCheckpoints: true);
        foreach (
            var (forge, sentence) in new (Func<Task>, string)[]
            {
                (() => forger.RewriteAsync(1, "cdrini", "mek"), "was rewritten: checkpoint "),
                (() => forger.CutAsync(1, 5), "DIFFERS: the end is cut off: by checkpoint "),
                (() => forger.DeleteAsync(1), "DIFFERS: run 1 is gone: by checkpoint "),
            }
        )
        {
            await scene.KillAsync();
            await forge();
            await scene.ServeAsync();
            var found = await scene.Cli("mek", "journal", "1", "--verify", "--against", log);
            Assert.Equal(1, found.Code);
            Assert.Contains(sentence, found.Output, StringComparison.Ordinal);
        }
    }

    private async Task PlayAsync(RealHostScene scene, string log)
    {
        KnownHosts.Pin(scene.KnownHosts, "127.0.0.1", _sshd.Port, _sshd.HostKey);
        scene.OpenGate();
        await scene.ServeAsync();
        scene.Type("/upgrade start line");
        await scene.Approve();
        await scene.Eyes.Said("The run succeeded.");
        var end = (await scene.Journal()).Single(one => (string?)one!["event"] == "run-succeeded")!;
        await scene.Logged($" 1/{end["version"]}/");
        await File.WriteAllTextAsync(log, scene.Service.Output, TestContext.Current.CancellationToken);
    }
}
