using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>
/// Real hosts, and people who use nothing but Slack: they start the run, approve with a button, decide about a failure
/// in the thread, and roll back with a form. The hosts are checked over OpenSSH.
/// </summary>
public sealed class SlackAloneTests
{
    private const string Header = "*Run 1: ";
    private const string Plan = "*Plan of run 1";

    [Fact]
    public async Task A_run_with_a_failure_is_decided_in_the_thread_and_rolled_back_from_Slack_alone()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook(GoesBack: true));
        await scene.Fleet.PublishAsync("ol-dummy", "2.0", "--fails");
        await scene.StartAsync("/upgrade start short");
        await scene.Pages.PressAsync(SandboxPages.Drini, Plan, "approve");
        await scene.Pages.SaidAsync("failed (exit code).");
        await Eventually.True("a dead-man message", async () =>
            (await scene.Pages.ScheduledAsync()).Any(text =>
                text.Contains("ol-dev is taken since", StringComparison.Ordinal)
            )
        );
        await scene.Pages.SayBelowAsync(SandboxPages.Mek, Header, "@olupgrade note the postinst is broken");
        await scene.Pages.SaidAsync("Note by mek: the postinst is broken");
        await scene.Pages.SayBelowAsync(SandboxPages.Mek, Header, "@olupgrade retry");
        await scene.Pages.SaidAsync("mek resumed ol-dev: upgrade packages. It is in the journal.");
        await Eventually.True("a second failure", async () => (await scene.Service.VerdictAsync()).Failures.Count == 2);
        await scene.AssertUntouchedAsync(ShortRunbook.Later);
        await scene.Pages.PressAsync(SandboxPages.Mek, Header, "rollback");
        await scene.Pages.SendFormAsync(SandboxPages.Mek, ("target", "all"), ("reason", "the package is broken"));
        await scene.Pages.SaidAsync("Rolled back and verified: ol-dev.");
        Assert.Equal("1.0", (await scene.Fleet.FactsAsync(ShortRunbook.First)).Dummy);
        await scene.AssertUntouchedAsync(ShortRunbook.Later);
        await Eventually.True("an empty queue", async () => (await scene.Pages.ScheduledAsync()).Count == 0);
        Assert.Matches(
            "Note by mek, [-0-9]+ [0-9:]+ UTC: the postinst is broken",
            (await scene.Pages.IssuesAsync())[0].ToJsonString()
        );
    }
}
