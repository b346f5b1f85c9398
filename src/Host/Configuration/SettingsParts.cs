using OlUpgrade.Hosting.People;

namespace OlUpgrade.Hosting.Configuration;

/// <summary>The settings part by part. An invalid part is null and has its sentence in the problems.</summary>
/// <param name="People">The valid entries.</param>
/// <param name="KeepRuns">Within the limits, even if the setting is not.</param>
/// <param name="Ssh">With defaults filled in; not checked.</param>
/// <param name="Problems">Sentences that start with a setting's name; empty if everything is valid.</param>
public sealed record SettingsParts(
    string? DataFolder,
    string? WorkflowsFolder,
    ListenAddress? Listen,
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
    /// <summary>The options of the service. Call only if there are no problems.</summary>
    public ServiceOptions ToOptions() =>
        new(
            DataFolder!,
            WorkflowsFolder!,
            Listen!,
            People,
            KeepRuns,
            new SlackAccess(SlackAddress!, BotToken!, AppToken!),
            new GitHubAccess(GitHubAddress!, GitHubToken!),
            Ssh
        );
}
