using OlUpgrade.Hosting.People;

namespace OlUpgrade.Hosting.Configuration;

/// <summary>The validated configuration of the service: nothing missing, nothing relative, secrets read.</summary>
public sealed record ServiceOptions(
    string DataFolder,
    string WorkflowsFolder,
    Uri Listen,
    PeopleList People,
    TimeSpan KeepRuns,
    SlackOptionsRead Slack,
    GitHubOptionsRead GitHub,
    SshSettings Ssh
)
{
    /// <summary>Every secret, for the redactor.</summary>
    public IEnumerable<string> Secrets => [Slack.BotToken.Value, Slack.AppToken.Value, GitHub.Token.Value];
}
