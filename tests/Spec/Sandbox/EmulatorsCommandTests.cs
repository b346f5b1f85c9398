using System.Net;
using OlUpgrade.Sandbox;

namespace OlUpgrade.Spec.Sandbox;

public sealed class EmulatorsCommandTests : SandboxTest
{
    [Theory]
    [InlineData("--slack-port")]
    [InlineData("--slack-port", "many")]
    [InlineData("--slack-port", "70000")]
    [InlineData("--port", "1")]
    public async Task Bad_usage_is_explained(params string[] arguments)
    {
        await using var output = new StringWriter();

        Assert.Equal(2, await EmulatorsCommand.RunAsync(arguments, Clock, output));
        Assert.StartsWith("Usage:", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_in_use_is_named()
    {
        await using var output = new StringWriter();

        var code = await EmulatorsCommand.RunAsync(["--slack-port", $"{Servers.SlackPage.Port}"], Clock, output);

        Assert.Equal(2, code);
        Assert.Contains($"{Servers.SlackPage.Port}", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_this_computer_can_reach_them()
    {
        Assert.Equal(
            [IPAddress.Loopback, IPAddress.Loopback],
            ((Uri[])[Servers.SlackPage, Servers.GitHubPage]).Select(page => IPAddress.Parse(page.Host))
        );
    }
}
