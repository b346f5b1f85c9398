namespace OlUpgrade.GitHub;

/// <summary>What the token's account may do in a repository. Only reads.</summary>
public sealed class GitHubRights(GitHubConnection github)
{
    public async Task<GitHubReply<GitHubStatus>> InAsync(string repository, CancellationToken cancellation)
    {
        var (owner, name) = GitHubRepository.Parse(repository);
        var reply = await github.ReadAsync(
            $"show the repository {repository}",
            client => client.Repository.Get(owner, name),
            cancellation
        );
        return reply.Select(found => new GitHubStatus(
            found.Permissions?.Push ?? false,
            found.HasIssues,
            found.Archived
        ));
    }
}
