using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>
/// The service is killed at critical points and restarted: the run succeeds, and each command ran once.
/// <see cref="UpgradeFaultTests"/> kill it while packages are upgraded.
/// </summary>
public sealed class KilledServiceTests
{
    private const string Issues = "POST /api/v3/repos/internetarchive/openlibrary/issues";
    private const string Branches = "POST /api/v3/repos/internetarchive/openlibrary/git/refs";

    [Fact]
    public async Task Killed_between_the_reboots_command_and_the_host_going_down()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook());
        await scene.LingerAsync(ShortRunbook.First, 6);
        await scene.UpgradeAsync();
        await scene.GoingDownAsync(ShortRunbook.First);
        await scene.Service.KillAsync();
        Assert.DoesNotContain(await scene.Fleet.EventsAsync(ShortRunbook.First), one => one.IsEnd);
        await scene.Service.ServeAsync();
        await OnceAsync(scene);
    }

    [Fact]
    public async Task Killed_while_the_host_is_down()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook());
        await scene.BreakAsync("slow-boot", "6");
        await scene.UpgradeAsync();
        await scene.DownAsync(ShortRunbook.First);
        await scene.Service.KillAsync();
        Assert.True((await scene.Fleet.EventsAsync(ShortRunbook.First))[^1].IsEnd);
        await scene.Service.ServeAsync();
        await OnceAsync(scene);
    }

    [Theory]
    [InlineData(Issues)]
    [InlineData(Branches)]
    public async Task Killed_between_the_effect_on_GitHub_and_the_journal(string request)
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook(KeepsBranch: true));
        await scene.Pages.HoldAnswerAsync(request);
        await scene.UpgradeAsync();
        await Eventually.True("the effect on GitHub", () => DoneAsync(scene, request));
        await scene.Service.KillAsync();
        await scene.Service.ServeAsync();
        await OnceAsync(scene);
        Assert.Single(await scene.Pages.IssuesAsync());
        Assert.Single(await scene.Pages.BranchesAsync(), name => name.Contains("rollback", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_thumbs_up_that_was_given_while_the_service_was_down_counts()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook());
        await scene.UpgradeAsync();
        await scene.Pages.SaidAsync("to THIS message");
        await Eventually.True("a run that waits", async () => await scene.Service.StatusAsync() == "AwaitingApproval");
        await scene.Service.KillAsync();
        await scene.Pages.AgreeAsync(SandboxPages.Drini);
        await scene.Service.ServeAsync();
        await Eventually.True("a run that continues", async () =>
            await scene.Service.StatusAsync() != "AwaitingApproval"
        );
        var verdict = await OnceAsync(scene);
        Assert.Equal("cdrini", $"{Assert.Single(verdict.Of("approval-given"))["payload"]!["by"]!["name"]}");
    }

    private static async Task<Verdict> OnceAsync(Scene scene)
    {
        var verdict = await scene.SucceededAsync();
        await scene.UpgradedOnceAsync();
        Assert.Equal(2, verdict.Of("run-taken-over").Count);
        return verdict;
    }

    private static async Task<bool> DoneAsync(Scene scene, string request)
    {
        await scene.Pages.AgreeAsync(SandboxPages.Drini);
        return request == Issues
            ? (await scene.Pages.IssuesAsync()).Count > 0
            : (await scene.Pages.BranchesAsync()).Any(name => name.Contains("rollback", StringComparison.Ordinal));
    }
}
