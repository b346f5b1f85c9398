using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using OlUpgrade.Execution;
using OlUpgrade.GitHub;
using OlUpgrade.Slack;
using OlUpgrade.Slack.Client;

namespace OlUpgrade;

/// <summary>
/// All channels that a run's notes are delivered through. The service and the simulator both take theirs from here.
/// </summary>
public static class NoteChannels
{
    /// <summary>Creates every channel. Touches nothing outside.</summary>
    /// <param name="databaseId">Names the journal in the marker by which a channel recognizes what it posted.</param>
    public static ImmutableArray<INoteChannel> Of(
        SlackClient slack,
        GitHubConnection github,
        RunReports reports,
        string databaseId,
        ILoggerFactory loggers
    )
    {
        var issues = new GitHubIssues(github);
        return
        [
            new SlackNotes(slack, databaseId),
            new GitHubNotes(issues, reports, databaseId),
            new BranchDeletion(new GitHubBranches(github), issues, databaseId, loggers.CreateLogger<BranchDeletion>()),
        ];
    }
}
