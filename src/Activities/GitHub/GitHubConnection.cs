using Octokit;
using Octokit.Caching;
using Octokit.Internal;
using OlUpgrade.Wire;

namespace OlUpgrade.GitHub;

/// <summary>
/// The way to GitHub: Octokit over our own handlers. Reads are conditional and repeated a little; writes go out once.
/// What a network or GitHub do comes back as a failure.
/// </summary>
public sealed class GitHubConnection
{
    private const int LargestPage = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly GitHubOptions _options;
    private readonly TimeProvider _time;
    private readonly GitHubClient _client;
    private string? _login;

    /// <summary>One connection for the life of the process.</summary>
    /// <param name="handler">The end of the chain: a SocketsHttpHandler, or what stands in for GitHub.</param>
    public GitHubConnection(HttpMessageHandler handler, GitHubOptions options, TimeProvider time)
    {
        this._options = options;
        this._time = time;
        _client = new GitHubClient(
            new Connection(
                new ProductHeaderValue("olupgrade"),
                new Uri(options.BaseAddress.AbsoluteUri.TrimEnd('/') + "/"),
                new InMemoryCredentialStore(new Credentials(options.Token, AuthenticationType.Bearer)),
                new CachingHttpClient(
                    new HttpClientAdapter(() => new OctokitWire(handler, options, time)),
                    new AnswerCache()
                ),
                new SimpleJsonSerializer()
            )
        );
    }

    internal int PageLimit => _options.PageLimit;

    /// <summary>The account that the token belongs to; asked once.</summary>
    public async Task<GitHubReply<string>> LoginAsync(CancellationToken cancellation)
    {
        if (_login is { } known)
            return GitHubReply<string>.Good(known);
        var user = await ReadAsync("say whose the token is", github => github.User.Current(), cancellation);
        return user.Select(found => _login = found.Login);
    }

    internal async Task<GitHubReply<T>> ReadAsync<T>(
        string asked,
        Func<GitHubClient, Task<T>> call,
        CancellationToken cancellation
    )
    {
        var retry = ReadRetry.Of<GitHubReply<T>>(_time, WaitFor);
        return await retry.ExecuteAsync(async token => await WriteAsync(asked, call, token), cancellation);
    }

    // Octokit takes no cancellation: a cancelled call is left alone, and ends by its own time limit.
    internal async Task<GitHubReply<T>> WriteAsync<T>(
        string asked,
        Func<GitHubClient, Task<T>> call,
        CancellationToken cancellation
    )
    {
        try
        {
            var value = await call(_client).WaitAsync(cancellation);
            return value is null ? GitHubReply<T>.Bad(GitHubFault.Garbage(asked)) : GitHubReply<T>.Good(value);
        }
        catch (Exception fault) when (GitHubFault.IsOutside(fault) && !cancellation.IsCancellationRequested)
        {
            return GitHubReply<T>.Bad(GitHubFault.Of(fault, asked, _time.GetUtcNow()));
        }
    }

    /// <summary>
    /// Goes through a list page by page until something is found, <paramref name="look"/> says enough, or a page is
    /// empty (GitHub promises no full pages, so a shorter one is not the end).
    /// </summary>
    /// <param name="size">
    /// Fewer on a page where each may be large: an answer is read up to a limit. There are more pages then.
    /// </param>
    internal async Task<GitHubReply<TFound?>> FindAsync<T, TFound>(
        string asked,
        Func<GitHubClient, ApiOptions, Task<IReadOnlyList<T>>> call,
        Func<IReadOnlyList<T>, (TFound? Found, bool Enough)> look,
        CancellationToken cancellation,
        int size = LargestPage
    )
        where TFound : class
    {
        var pages = PageLimit * LargestPage / size;
        for (var page = 1; page <= pages; page++)
        {
            var part = new ApiOptions
            {
                StartPage = page,
                PageCount = 1,
                PageSize = size,
            };
            var reply = await ReadAsync(asked, github => call(github, part), cancellation);
            if (!reply.IsGood)
                return GitHubReply<TFound?>.Bad(reply.Failure);
            var (found, enough) = look(reply.Value!);
            if (found is not null || enough || reply.Value!.Count == 0)
                return GitHubReply<TFound?>.Good(found);
        }

        return GitHubReply<TFound?>.Bad(
            new(
                GitHubFailureKind.TooMuch,
                $"GitHub was asked to {asked}, and the list goes on after {pages} pages of {size}:"
                    + " what was looked for may be further on."
            )
        );
    }

    private static TimeSpan? WaitFor<T>(GitHubReply<T> reply) =>
        reply.Failure switch
        {
            null => null,
            { Kind: GitHubFailureKind.RateLimited } limited => limited.RetryAfter ?? RetryAfter.Default,
            { Passes: true } => Pause,
            _ => null,
        };
}
