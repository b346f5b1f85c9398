namespace OlUpgrade.Lab.Stories;

/// <summary>Containers that do not come back properly (openlibrary #7667).</summary>
public sealed class ContainerFaultTests
{
    private const string Web = "openlibrary-web-1";

    [Fact]
    public async Task A_container_that_restarts_again_and_again_is_named()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook(Containers: "25s"));
        await scene.BreakAsync("container-loop", Web);
        await scene.UpgradeAsync();
        await scene.PausedAsync("unhealthy", Web);
    }

    [Fact]
    public async Task A_container_that_is_gone_is_brought_up()
    {
        await using var scene = await ShortStory.BeginAsync(new ShortRunbook(Containers: "90s"));
        await scene.BreakAsync("container-gone", Web);
        await scene.UpgradeAsync();
        await scene.SucceededAsync();
        Assert.Contains(Web, (await scene.Fleet.FactsAsync(ShortRunbook.First)).Containers, StringComparison.Ordinal);
    }
}
