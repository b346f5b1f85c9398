using System.Net;
using OlUpgrade.Sandbox.Emulation;
using OlUpgrade.Sandbox.GitHub;
using OlUpgrade.Sandbox.Slack;

namespace OlUpgrade.Sandbox;

/// <summary>
/// The Slack and GitHub emulators on two ports, with their pages. They listen on loopback unless another address is
/// given, and keep nothing when they stop.
/// </summary>
public sealed class SandboxServers : IAsyncDisposable
{
    private readonly EmulatorListener _slackListener;
    private readonly EmulatorListener _gitHubListener;

    private SandboxServers(
        SlackWorkspace slack,
        EmulatorListener slackListener,
        GitHubSite gitHub,
        EmulatorListener gitHubListener
    )
    {
        (Slack, _slackListener) = (slack, slackListener);
        (GitHub, _gitHubListener) = (gitHub, gitHubListener);
        (Slack.Address, GitHub.Address) = (SlackPage, GitHubPage);
    }

    public SlackWorkspace Slack { get; }

    public GitHubSite GitHub { get; }

    /// <summary>The chat page.</summary>
    public Uri SlackPage => _slackListener.Address;

    /// <summary>The base address of the Slack Web API.</summary>
    public Uri SlackApi => new(SlackPage, "api/");

    /// <summary>The page with issues and branches.</summary>
    public Uri GitHubPage => _gitHubListener.Address;

    /// <summary>The base address of the GitHub REST API.</summary>
    public Uri GitHubApi => new(GitHubPage, "api/v3/");

    /// <summary>Starts both emulators; port 0 chooses a free port.</summary>
    /// <param name="address">Where they listen; null for loopback.</param>
    /// <param name="beforeGitHub">
    /// Adds middleware in front of GitHub that sees each request as it arrives; null for none.
    /// </param>
    public static async Task<SandboxServers> StartAsync(
        TimeProvider clock,
        int slackPort = 0,
        int gitHubPort = 0,
        IPAddress? address = null,
        Action<WebApplication>? beforeGitHub = null,
        CancellationToken cancellation = default
    )
    {
        var at = address ?? IPAddress.Loopback;
        var (slack, gitHub) = (new SlackWorkspace(clock), new GitHubSite(clock));
        var link = new SocketLink(slack.Sockets);
        var slackListener = await EmulatorListener.OpenAsync(slack, new(at, slackPort), cancellation, link.Map);
        try
        {
            var gitHubListener = await EmulatorListener.OpenAsync(
                gitHub,
                new(at, gitHubPort),
                cancellation,
                beforeGitHub
            );
            return new SandboxServers(slack, slackListener, gitHub, gitHubListener);
        }
        catch
        {
            await slackListener.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _slackListener.DisposeAsync();
        await _gitHubListener.DisposeAsync();
    }
}
