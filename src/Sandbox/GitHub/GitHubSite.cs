using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.GitHub;

/// <summary>
/// GitHub, emulated in memory: one public repository, internetarchive/openlibrary. It speaks the REST API at /api/v3
/// and at the root. It refuses what GitHub refuses; where the two are known to differ, it is stricter.
/// </summary>
public sealed class GitHubSite : IEmulatedSite
{
    /// <summary>The token of openlibrary-bot, which may push.</summary>
    public const string Token = "ghp_sandbox";

    /// <summary>The token of a visitor, who may open issues and comment but not push.</summary>
    public const string VisitorToken = "ghp_sandbox_visitor";

    private static readonly GitHubUser Bot = new(1_001, "openlibrary-bot");
    private static readonly GitHubUser Visitor = new(1_005, "visitor", Association: "NONE");
    private static readonly GitHubUser[] Users =
    [
        Bot,
        new(1_002, "mekarpeles"),
        new(1_003, "cdrini"),
        new(1_004, "jimchamp"),
        Visitor,
    ];

    private readonly TimeProvider _clock;
    private readonly Dictionary<string, GitHubRepository> _repositories = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, GitHubToken> _tokens = new()
    {
        [Token] = new GitHubToken(Bot, MayPush: true),
        [VisitorToken] = new GitHubToken(Visitor, MayPush: false),
    };

    private readonly GitHubApi _api;
    private readonly GitHubPage _page;
    private readonly OutagesApi _outagesApi;

    public GitHubSite(TimeProvider clock)
    {
        _clock = clock;
        Budget = new RequestBudget(clock);
        Outages = new Outages(clock) { Limited = Budget.Refusal };
        Add(OpenLibraryRepository.Create(this, Users[1], clock.GetUtcNow()));
        _api = new GitHubApi(this);
        _page = new GitHubPage(this);
        _outagesApi = new OutagesApi(Outages, clock);
    }

    /// <summary>The address of this site, used in every link.</summary>
    public Uri Address { get; set; } = new("http://github.invalid/");

    public Outages Outages { get; }

    /// <summary>How many requests an hour are allowed before the reply is 403. Default 5,000.</summary>
    public int RequestsPerHour
    {
        get => Budget.Limit;
        set => Budget.Limit = value;
    }

    internal Lock Gate { get; } = new();

    internal RequestBudget Budget { get; }

    internal DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Increases with every visible change.</summary>
    internal long Version { get; private set; }

    internal IEnumerable<GitHubRepository> Repositories => _repositories.Values;

    /// <summary>The people who can be played on the page: everyone but the service's own account.</summary>
    internal static IEnumerable<GitHubUser> People => Users.Where(user => user != Bot);

    public EmulatedReply Handle(EmulatedRequest request)
    {
        if (request.Path == "/_sandbox/faults")
            return _outagesApi.Handle(request);
        return _page.Handle(request) ?? Outages.Pass(request, _api.Answer);
    }

    /// <summary>All issues of a repository, oldest first, as in the REST API.</summary>
    public JsonArray Issues(string owner, string name)
    {
        lock (Gate)
            return JsonText.Array(The(owner, name).Issues.Select(The(owner, name).Json));
    }

    /// <summary>The comments on an issue, oldest first, as in the REST API.</summary>
    public JsonArray Comments(string owner, string name, int number)
    {
        lock (Gate)
        {
            var issue = The(owner, name).Issues.Single(issue => issue.Number == number);
            return JsonText.Array(issue.Comments.Select(comment => The(owner, name).Json(issue, comment)));
        }
    }

    /// <summary>
    /// Adds a person's comment to an issue of the first repository. Returns null, or why it was refused.
    /// </summary>
    public string? Comment(string login, int number, string body)
    {
        lock (Gate)
        {
            var repository = Repositories.First();
            if (User(login) is not { } user)
                return $"There is no user {login}.";
            if (repository.Issue($"{number}") is not { } issue)
                return $"There is no issue {number}.";
            if (string.IsNullOrWhiteSpace(body) || body.Length > IssueCalls.BodyLimit)
                return $"A comment must have 1 to {IssueCalls.BodyLimit} characters.";
            repository.Comment(issue, user, body, Now);
            Touch();
            return null;
        }
    }

    /// <summary>
    /// Pushes a commit to the first repository, on no branch. Returns null, or why it was refused.
    /// </summary>
    public string? Commit(string sha, string message)
    {
        if (sha.Length != 40 || !sha.All(char.IsAsciiHexDigitLower))
            return "The SHA of a commit must have 40 lowercase hexadecimal digits.";
        lock (Gate)
        {
            Repositories.First().Commits.TryAdd(sha, new GitHubCommit(sha, message, People.First(), Now, Parent: null));
            Touch();
            return null;
        }
    }

    /// <summary>The commit of each reference, by full names such as refs/heads/master.</summary>
    public IReadOnlyDictionary<string, string> Refs(string owner, string name)
    {
        lock (Gate)
            return new Dictionary<string, string>(The(owner, name).Refs);
    }

    /// <summary>Creates or moves a reference to an existing commit, as a push from elsewhere would.</summary>
    public void Push(string owner, string name, string fullRef, string sha)
    {
        lock (Gate)
        {
            The(owner, name).Refs[fullRef] = The(owner, name).Commits[sha].Sha;
            Touch();
        }
    }

    internal void Touch() => Version++;

    internal GitHubRepository? Repository(string owner, string name) =>
        _repositories.GetValueOrDefault($"{owner}/{name}");

    internal GitHubToken? TokenNamed(string value) => _tokens.GetValueOrDefault(value);

    internal static GitHubUser? User(string login) =>
        Array.Find(Users, user => user.Login.Equals(login, StringComparison.OrdinalIgnoreCase));

    private void Add(GitHubRepository repository) => _repositories[repository.FullName] = repository;

    private GitHubRepository The(string owner, string name) =>
        Repository(owner, name) ?? throw new ArgumentException($"There is no repository {owner}/{name}.", nameof(name));
}
