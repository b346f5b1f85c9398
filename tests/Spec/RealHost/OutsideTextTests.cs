using OlUpgrade.Spec.GitHub;
using OlUpgrade.Spec.Ssh;
using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh.Client;

namespace OlUpgrade.Spec.RealHost;

/// <summary>A real host prints what an attacker would; the real program shows it harmlessly everywhere.</summary>
public sealed class OutsideTextTests : IClassFixture<LoopbackSshd>
{
    /// <summary>A title, a cleared screen, C1, right-to-left; a fence, an image, a task, mentions, a marker.</summary>
    private const string Attack =
        @"printf '\033]0;owned\007\033[2J\302\2332J\342\200\256 host\n\140\140\140\n"
        + @"![x](https://evil.example/x.png)\n- [x] ol-web1 is done\n<!channel> @root\n"
        + @"<!-- olupgrade:end -->\n'; exit 3";

    private readonly LoopbackSshd _sshd;

    public OutsideTextTests(LoopbackSshd sshd)
    {
        Assert.SkipUnless(LoopbackSshd.IsInstalled, "no sshd on this machine: install openssh-server");
        _sshd = sshd;
    }

    [Fact]
    [Finding("A16")]
    [Finding("A17")]
    [Finding("A18")]
    public async Task What_a_host_prints_does_nothing_in_terminal_log_Slack_and_issue()
    {
        await using var scene = await RealHostScene.StartAsync(_sshd, Attack);
        KnownHosts.Pin(scene.KnownHosts, "127.0.0.1", _sshd.Port, _sshd.HostKey);
        await scene.ServeAsync();
        scene.Type("/upgrade start line");
        await scene.Approve();
        await scene.Eyes.Said("ended with exit code 3");
        await scene.Status("Paused");
        Assert.Equal(0, (await scene.Cli("mek", "abort", "1", "--reason", "\u001b[2J```\n![y](https://evil)")).Code);
        await scene.Eyes.Said("aborted");
        await Eventually.True("a comment", () =>
            scene.IssueTexts.Any(text => text.Contains("evil.example", StringComparison.Ordinal))
        );

        string[][] verbs =
        [
            ["watch", "1"],
            ["watch", "1", "--json"],
            ["report", "1"],
            ["journal", "1"],
        ];
        string[][] others =
        [
            ["journal", "1", "--json"],
            ["status", "1"],
        ];
        foreach (var verb in verbs.Concat(others))
        {
            var (_, output) = await scene.Cli("mek", verb);
            Assert.Empty(NastyText.HarmIn(output));
        }

        Assert.Contains("owned", (await scene.Cli("mek", "report", "1")).Output, StringComparison.Ordinal);
        await scene.KillAsync();
        Assert.Empty(NastyText.HarmIn(scene.Log));
        foreach (var message in scene.Eyes.Messages.Select(SlackEyes.Text))
            Assert.Empty(NastyText.HarmIn(message.Replace("\u200b", "", StringComparison.Ordinal)));
        Assert.DoesNotContain("<!channel>", scene.Eyes.All, StringComparison.Ordinal);
        Assert.All(scene.IssueTexts, ShowsTheAttackOnly);
    }

    private static void ShowsTheAttackOnly(string comment)
    {
        Assert.Empty(NastyText.HarmIn(comment.Replace("\u200b", "", StringComparison.Ordinal)));
        Assert.DoesNotContain(LiveMarkdown.Links(comment), link => link.Contains("evil", StringComparison.Ordinal));
        Assert.Equal(0, LiveMarkdown.Ticked(comment));
        Assert.DoesNotContain("@root", LiveMarkdown.Words(comment), StringComparison.Ordinal);
        Assert.DoesNotContain("olupgrade:end -->", LiveMarkdown.Words(comment), StringComparison.Ordinal);
        Assert.True(comment.Split("<!-- olupgrade:end").Length <= 2, "a second end of the region");
    }
}
