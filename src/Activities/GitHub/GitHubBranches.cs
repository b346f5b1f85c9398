using System.Collections.Immutable;
using Octokit;

namespace OlUpgrade.GitHub;

/// <summary>
/// Branches and the commits they point to. Reads use the paths that GitHub documents today
/// (https://docs.github.com/rest/git/refs); Octokit's own are older.
/// </summary>
public sealed class GitHubBranches(GitHubConnection github)
{
    private const string Heads = "refs/heads/";

    /// <summary>The full commit ID that a branch, a tag or an abbreviated commit ID refers to.</summary>
    public async Task<GitHubReply<string>> CommitOfAsync(
        string repository,
        string reference,
        CancellationToken cancellation
    )
    {
        var (owner, name) = GitHubRepository.Parse(repository);
        return await github.ReadAsync<string>(
            $"show the commit of {reference} in {repository}",
            async client => (await client.Repository.Commit.Get(owner, name, Uri.EscapeDataString(reference)))?.Sha,
            cancellation
        );
    }

    /// <summary>The commit that a branch points to; null if there is no such branch.</summary>
    public async Task<GitHubReply<string?>> FindAsync(string repository, string branch, CancellationToken cancellation)
    {
        var path = new Uri($"repos/{repository}/git/ref/heads/{Uri.EscapeDataString(branch)}", UriKind.Relative);
        var reply = await github.ReadAsync<string>(
            $"show the branch {branch} of {repository}",
            async client => (await new ApiConnection(client.Connection).Get<Reference>(path))?.Object?.Sha,
            cancellation
        );
        return reply.Failure?.Kind == GitHubFailureKind.NotFound
            ? GitHubReply<string?>.Good(null)
            : reply.Select<string?>(sha => sha);
    }

    /// <summary>Creates a branch. Fails with <see cref="GitHubFailureKind.Invalid"/> if it exists.</summary>
    public async Task<GitHubReply<string>> CreateAsync(
        string repository,
        string branch,
        string sha,
        CancellationToken cancellation
    )
    {
        var (owner, name) = GitHubRepository.Parse(repository);
        return await github.WriteAsync<string>(
            $"create the branch {branch} in {repository}",
            async client =>
                (await client.Git.Reference.Create(owner, name, new NewReference(Heads + branch, sha)))?.Object?.Sha,
            cancellation
        );
    }

    /// <summary>
    /// Deletes a branch. Fails with <see cref="GitHubFailureKind.Invalid"/> if it does not exist.
    /// </summary>
    public Task<GitHubReply<bool>> DeleteAsync(string repository, string branch, CancellationToken cancellation)
    {
        var (owner, name) = GitHubRepository.Parse(repository);
        return github.WriteAsync(
            $"delete the branch {branch} of {repository}",
            async client =>
            {
                await client.Git.Reference.Delete(owner, name, $"heads/{branch}");
                return true;
            },
            cancellation
        );
    }

    /// <summary>
    /// The names of all branches with this prefix, in one request: GitHub has no pages here and would return the whole
    /// list for each.
    /// </summary>
    public async Task<GitHubReply<ImmutableArray<string>>> NamesStartingWithAsync(
        string repository,
        string prefix,
        CancellationToken cancellation
    )
    {
        var escaped = Uri.EscapeDataString(prefix);
        var path = new Uri($"repos/{repository}/git/matching-refs/heads/{escaped}", UriKind.Relative);
        var reply = await github.ReadAsync<List<string>>(
            $"list the branches of {repository}",
            async client => NamesOf(await new ApiConnection(client.Connection).Get<List<Reference>>(path)),
            cancellation
        );
        return reply.Select(names =>
            names
                .Where(name => name.StartsWith(Heads + prefix, StringComparison.Ordinal))
                .Select(name => name[Heads.Length..])
                .ToImmutableArray()
        );
    }

    /// <summary>Null if one of them has none: then it is not known which names are taken.</summary>
    private static List<string>? NamesOf(List<Reference>? references)
    {
        var names = references?.Select(found => found?.Ref).OfType<string>().ToList();
        return names?.Count == references?.Count ? names : null;
    }
}
