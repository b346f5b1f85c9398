using System.Security.Cryptography;
using System.Text;

namespace OlUpgrade.Sandbox.GitHub;

/// <summary>
/// The initial internetarchive/openlibrary: its labels, a few commits and references. The tag production is one commit
/// ahead of what the simulated hosts run, as if it was moved but not yet deployed.
/// </summary>
internal static class OpenLibraryRepository
{
    public const string Owner = "internetarchive";
    public const string Name = "openlibrary";

    private static readonly string[] Labels =
    [
        "1-off tasks",
        "Affects: Operations",
        "Affects: Server",
        "Affects: Admin/Maintenance",
        "Affects: Configuration",
        "Affects: Database",
        "Affects: Experience",
        "Theme: Provisioning",
        "Theme: Performance",
        "Module: Docker",
        "Module: Solr",
        "Module: Solr Builder",
        "Module: Cover Service",
        "Priority: 0",
        "Priority: 1",
        "Priority: 2",
        "Priority: 3",
        "Lead: @cdrini",
        "Lead: @mekarpeles",
        "Lead: @jimchamp",
        "Lead: @scottbarnes",
        "Lead: @RayBB",
        "Type: Epic",
        "Type: Subtask of Epic",
        "Type: Post-Mortem",
        "Type: Bug",
        "Type: Feature Request",
        "Type: Refactor/Clean-up",
        "Needs: Special Deploy",
        "Needs: Staff / Internal",
        "Needs: Staff Decision",
        "Needs: Triage",
        "Needs: Lead",
        "Needs: Breakdown",
        "Needs: Investigation",
        "Needs: Deploy Approval",
        "Patch Deployed",
        "State: Blocked",
        "State: Work In Progress",
        "repeat-issue",
        "dependencies",
        "GJ: Triage Exception",
        "agentic-workflows",
        "no-automation",
    ];

    private static readonly string[] Messages =
    [
        "Update documentation of the deploy",
        "Fix cover upload behind the proxy",
        "Upgrade Solr in compose",
        "Raise the number of web workers",
        "Show reading goals on mobile",
        "Translate the footer",
    ];

    /// <summary>The commit that the simulated hosts run, abbreviated as on their page.</summary>
    public static string Running { get; } = NameOf(Messages[^4])[..10];

    public static GitHubRepository Create(GitHubSite site, GitHubUser author, DateTimeOffset now)
    {
        var repository = new GitHubRepository(site, Owner, Name, now);
        foreach (var label in Labels)
            repository.Label(label);
        var commits = Commit(repository, author, now);
        repository.Refs["refs/heads/master"] = commits[^1];
        repository.Refs["refs/tags/production"] = commits[^3];
        repository.Refs["refs/tags/deploy-2026-08-18-at-17-05"] = commits[^3];
        return repository;
    }

    private static List<string> Commit(GitHubRepository repository, GitHubUser author, DateTimeOffset now)
    {
        List<string> names = [];
        foreach (var message in Messages)
        {
            var sha = NameOf(message);
            var when = now.AddHours(names.Count - Messages.Length);
            repository.Commits[sha] = new GitHubCommit(sha, message, author, when, names.LastOrDefault());
            names.Add(sha);
        }
        return names;
    }

    private static string NameOf(string message) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message)))[..40];
}
