using OlUpgrade.Hosting.People;

namespace OlUpgrade.Hosting.Configuration;

/// <summary>The checked settings of the service: complete, with absolute paths, and with secrets read.</summary>
/// <param name="DataFolder">Absolute; may not exist yet.</param>
/// <param name="WorkflowsFolder">Absolute; contains <c>hosts.yaml</c>.</param>
/// <param name="Listen">Where the local API takes connections.</param>
/// <param name="KeepRuns">How long the journal of an ended run is kept.</param>
/// <param name="Ssh">With all defaults filled in.</param>
public sealed record ServiceOptions(
    string DataFolder,
    string WorkflowsFolder,
    ListenAddress Listen,
    PeopleList People,
    TimeSpan KeepRuns,
    SlackAccess Slack,
    GitHubAccess GitHub,
    SshSettings Ssh
)
{
    /// <summary>Every secret, for the redactor.</summary>
    public IEnumerable<string> Secrets => [Slack.BotToken.Value, Slack.AppToken.Value, GitHub.Token.Value];
}
