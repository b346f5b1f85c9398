namespace OlUpgrade.GitHub;

/// <summary>Reads what the token's account may do in a repository. Changes nothing.</summary>
public sealed class GitHubRights(GitHubConnection github)
{
    /// <summary>The repository's state, and the account's rights in it.</summary>
    /// <param name="repository">As <c>owner/name</c>.</param>
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
