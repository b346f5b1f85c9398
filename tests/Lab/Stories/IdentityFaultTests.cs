namespace OlUpgrade.Lab.Stories;

/// <summary>Hosts whose identity is wrong are not touched.</summary>
public sealed class IdentityFaultTests
{
    [Fact]
    [Fault(18)]
    public async Task A_changed_host_key_stops_the_run_before_anything_is_sent()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook());
        await scene.BreakAsync("host-key");
        await scene.UpgradeAsync();
        await scene.PausedAsync("host-key", "olupgrade trust ol-dev");
        Assert.Empty(await scene.Pages.IssuesAsync());
    }

    [Fact]
    [Fault(18)]
    public async Task A_host_key_that_changes_during_the_run_stops_it_there()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook());
        await scene.UpgradeAsync();
        await scene.Pages.SaidAsync("to THIS message");
        await scene.BreakAsync("host-key");
        await scene.PausedAsync("host-key", "olupgrade trust ol-dev");
    }

    [Fact]
    [Fault(20)]
    public async Task Two_names_for_one_machine_are_noticed_before_the_plan()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook(), text =>
            text.Replace("10.77.0.12", "10.77.0.11", StringComparison.Ordinal)
        );
        await scene.UpgradeAsync();
        await scene.PausedAsync("refused", "they are one machine under two names");
        await scene.AssertUntouchedAsync(ShortRunbook.First);
    }
}
