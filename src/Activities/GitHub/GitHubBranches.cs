using System.Collections.Immutable;
using Octokit;

namespace OlUpgrade.GitHub;

/// <summary>
/// Branches and the commits that they stand at. Reading goes by the paths that GitHub documents today; the ones that
/// Octokit uses by itself are older.
/// </summary>
public sealed class GitHubBranches(GitHubConnection github)
{
    private const string Heads = "refs/heads/";

    /// <summary>The commit that a branch, a tag (however often it moved) or a commit's name stands for.</summary>
    public async Task<GitHubReply<string>> CommitOfAsync(
        string repository,
        string reference,
        CancellationToken cancellation
    )
    {
        var (owner, name) = GitHubRepository.Parse(repository);
        var reply = await github.ReadAsync(
            $"show the commit of {reference} in {repository}",
            client => client.Repository.Commit.Get(owner, name, Uri.EscapeDataString(reference)),
            cancellation
        );
        return reply.Select(commit => commit.Sha);
    }

    /// <summary>The commit that a branch stands at; null when there is no such branch.</summary>
    public async Task<GitHubReply<string?>> FindAsync(string repository, string branch, CancellationToken cancellation)
    {
        var path = new Uri($"repos/{repository}/git/ref/heads/{Uri.EscapeDataString(branch)}", UriKind.Relative);
        var reply = await github.ReadAsync(
            $"show the branch {branch} of {repository}",
            client => new ApiConnection(client.Connection).Get<Reference>(path),
            cancellation
        );
        return reply.Failure?.Kind == GitHubFailureKind.NotFound
            ? GitHubReply<string?>.Good(null)
            : reply.Select<string?>(found => found.Object.Sha);
    }

    /// <summary>Makes a branch. One that is there is refused as <see cref="GitHubFailureKind.Invalid"/>.</summary>
    public async Task<GitHubReply<string>> CreateAsync(
        string repository,
        string branch,
        string sha,
        CancellationToken cancellation
    )
    {
        var (owner, name) = GitHubRepository.Parse(repository);
        var reply = await github.WriteAsync(
            $"create the branch {branch} in {repository}",
            client => client.Git.Reference.Create(owner, name, new NewReference(Heads + branch, sha)),
            cancellation
        );
        return reply.Select(created => created.Object.Sha);
    }

    /// <summary>
    /// Deletes a branch. One that is not there is refused as <see cref="GitHubFailureKind.Invalid"/>.
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

    /// <summary>All at once: GitHub knows no pages of this list, and would answer each with the whole of it.</summary>
    public async Task<GitHubReply<ImmutableArray<string>>> NamesStartingWithAsync(
        string repository,
        string prefix,
        CancellationToken cancellation
    )
    {
        var beginning = Uri.EscapeDataString(prefix);
        var path = new Uri($"repos/{repository}/git/matching-refs/heads/{beginning}", UriKind.Relative);
        var reply = await github.ReadAsync(
            $"list the branches of {repository}",
            client => new ApiConnection(client.Connection).Get<List<Reference>>(path),
            cancellation
        );
        return reply.Select(references =>
            references
                .Where(found => found.Ref.StartsWith(Heads + prefix, StringComparison.Ordinal))
                .Select(found => found.Ref[Heads.Length..])
                .ToImmutableArray()
        );
    }
}
