using Octokit;
using Octokit.Caching;
using Octokit.Internal;
using OlUpgrade.Wire;

namespace OlUpgrade.GitHub;

/// <summary>
/// The connection to GitHub: Octokit on top of the project's own handlers. Reads are conditional and repeated up to
/// three times; writes are sent once. What the network or GitHub does wrong is returned as a failure.
/// </summary>
public sealed class GitHubConnection
{
    private const int LargestPage = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly GitHubOptions _options;
    private readonly TimeProvider _time;
    private readonly GitHubClient _client;
    private string? _login;

    /// <summary>Create one for the life of the process.</summary>
    /// <param name="handler">The end of the chain: a SocketsHttpHandler, or a stand-in for GitHub.</param>
    public GitHubConnection(HttpMessageHandler handler, GitHubOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _client = new GitHubClient(
            new Connection(
                new ProductHeaderValue("olupgrade"),
                new Uri(options.BaseAddress.AbsoluteUri.TrimEnd('/') + "/"),
                new InMemoryCredentialStore(new Credentials(options.Token, AuthenticationType.Bearer)),
                new CachingHttpClient(
                    new HttpClientAdapter(() => new OctokitWire(handler, options, time)),
                    new AnswerCache()
                ),
                new StrictJson()
            )
        );
    }

    internal int PageLimit => _options.PageLimit;

    internal GitHubMarkers Markers => _options.Markers;

    /// <summary>The login of the account that the token belongs to; requested once.</summary>
    public async Task<GitHubReply<string>> LoginAsync(CancellationToken cancellation)
    {
        if (_login is { } known)
            return GitHubReply<string>.Good(known);
        return await ReadAsync(
            "show the token's account",
            async github => _login = (await github.User.Current())?.Login,
            cancellation
        );
    }

    /// <summary>One read. A value of null, such as a field that the answer lacks, is not from GitHub.</summary>
    internal async Task<GitHubReply<T>> ReadAsync<T>(
        string asked,
        Func<GitHubClient, Task<T?>> call,
        CancellationToken cancellation
    )
    {
        var retry = ReadRetry.Of<GitHubReply<T>>(_time, WaitFor);
        return await retry.ExecuteAsync(async token => await WriteAsync(asked, call, token), cancellation);
    }

    // Octokit takes no cancellation token: a cancelled call is abandoned and ends at its own timeout.
    internal async Task<GitHubReply<T>> WriteAsync<T>(
        string asked,
        Func<GitHubClient, Task<T?>> call,
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
    /// Reads a list page by page until <paramref name="search"/> finds something or has enough, or a page is empty.
    /// GitHub does not promise full pages, so a short page is not the end.
    /// </summary>
    /// <param name="asked">The request as part of a sentence: <c>list the labels of owner/name</c>.</param>
    /// <param name="size">
    /// Entries on a page. Smaller where entries may be large, because the size of an answer is limited; the total stays
    /// the same.
    /// </param>
    internal async Task<GitHubReply<TFound?>> FindAsync<T, TFound>(
        string asked,
        Func<GitHubClient, ApiOptions, Task<IReadOnlyList<T>>> call,
        Func<IReadOnlyList<T>, (TFound? Found, bool Enough)> search,
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
            var reply = await ReadAsync(asked, github => WholeAsync(call(github, part)), cancellation);
            if (!reply.IsGood)
                return GitHubReply<TFound?>.Bad(reply.Failure);
            var (found, enough) = search(reply.Value!);
            if (found is not null || enough || reply.Value!.Count == 0)
                return GitHubReply<TFound?>.Good(found);
        }

        return GitHubReply<TFound?>.Bad(
            new(
                GitHubFailureKind.TooMuch,
                $"GitHub was asked to {asked}, and the list has more than {pages} pages of {size}; "
                    + "the search stopped there without a result."
            )
        );
    }

    /// <summary>Null for a page that names an entry and does not show it.</summary>
    private static async Task<IReadOnlyList<T>?> WholeAsync<T>(Task<IReadOnlyList<T>> page) =>
        await page is { } whole && whole.All(entry => entry is not null) ? whole : null;

    private static TimeSpan? WaitFor<T>(GitHubReply<T> reply) =>
        reply.Failure switch
        {
            null => null,
            { Kind: GitHubFailureKind.RateLimited } limited => limited.RetryAfter ?? RetryAfter.Default,
            { Passes: true } => Pause,
            _ => null,
        };
}
