using OlUpgrade.Hosting.People;

namespace OlUpgrade.Hosting.Configuration;

/// <summary>The settings part by part: null stands for what is wrong, and each wrong part has its sentence.</summary>
public sealed record SettingsParts(
    string? DataFolder,
    string? WorkflowsFolder,
    Uri? Listen,
    PeopleList People,
    TimeSpan KeepRuns,
    Uri? SlackAddress,
    Secret? BotToken,
    Secret? AppToken,
    Uri? GitHubAddress,
    Secret? GitHubToken,
    SshSettings Ssh,
    IReadOnlyList<string> Problems
)
{
    /// <summary>The options of the service; there is nothing wrong with any part.</summary>
    public ServiceOptions Whole() =>
        new(
            DataFolder!,
            WorkflowsFolder!,
            Listen!,
            People,
            KeepRuns,
            new SlackOptionsRead(SlackAddress!, BotToken!, AppToken!),
            new GitHubOptionsRead(GitHubAddress!, GitHubToken!),
            Ssh
        );
}
