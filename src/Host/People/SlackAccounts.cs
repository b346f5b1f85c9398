using System.Collections.Concurrent;
using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;

namespace OlUpgrade.Hosting.People;

/// <summary>
/// Finds the person of a Slack account. Bots, guests, members of other workspaces and deactivated accounts have no
/// role, whatever the settings say. Slack's answer is kept for a minute.
/// </summary>
/// <remarks>
/// While Slack is silent, its last answer about a listed person counts for 12 hours; one about anybody else does not.
/// </remarks>
public sealed class SlackAccounts(SlackClient slack, SlackUserGroups groups, PeopleList people, TimeProvider time)
{
    /// <summary>Accounts remembered; beyond that the oldest are forgotten.</summary>
    private const int MaxKnown = 10_000;

    /// <summary>How long Slack's answer about an account is used without asking again.</summary>
    public static TimeSpan Fresh { get; } = TimeSpan.FromMinutes(1);

    /// <summary>How long Slack's last answer about a listed person counts while Slack is silent.</summary>
    public static TimeSpan Trusted { get; } = TimeSpan.FromHours(12);

    /// <summary>After a failed call, how long Slack is not asked about that account again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>How long a person waits for Slack at most; Slack itself waits 3 s for our answer.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(2);

    /// <summary>How long an effect waits for Slack at most.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(30);

    /// <summary>The errors of <c>users.info</c> that say that there is no such account for us.</summary>
    private static readonly HashSet<string> Unknown = ["user_not_found", "user_not_visible"];

    private readonly ConcurrentDictionary<string, KnownAccount> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<KnownAccount>>> _asking = new(StringComparer.Ordinal);

    /// <summary>What Slack and the settings say of an account now.</summary>
    /// <param name="isFresh">True to ask Slack in any case, as before an effect.</param>
    public async Task<SlackStanding> AskAsync(string userId, CancellationToken cancellation, bool isFresh = false)
    {
        var now = time.GetUtcNow();
        var known = _known.GetValueOrDefault(userId);
        if (known is null || isFresh || now - known.AskedAt >= (known.Doubt is null ? Fresh : Pause))
            known = await RefreshAsync(userId, known, isFresh ? LongWait : ShortWait, cancellation);
        return known.Doubt is null ? await StandingAsync(known, cancellation) : Unanswered(userId, known, now);
    }

    /// <summary>
    /// A Slack that answers too late is silent: nobody's `abort` waits for it. The call goes on without them, so that
    /// whoever repeats their words finds its answer.
    /// </summary>
    private async Task<KnownAccount> RefreshAsync(
        string userId,
        KnownAccount? before,
        TimeSpan wait,
        CancellationToken cancellation
    )
    {
        var asking = _asking.GetOrAdd(userId, user => new(() => CallAsync(user, before)));
        try
        {
            return await asking.Value.WaitAsync(wait, time, cancellation);
        }
        catch (TimeoutException)
        {
            return Silent(before, $"Slack did not answer within {wait.TotalSeconds:0} s.");
        }
    }

    private async Task<KnownAccount> CallAsync(string userId, KnownAccount? before)
    {
        await Task.Yield();
        try
        {
            var (workspace, reply) = await AnswerAsync(userId);
            var now = time.GetUtcNow();
            var known = reply.IsGood
                ? new KnownAccount(now, now, reply.Value, workspace, null)
                : Silent(before, reply.Failure.Sentence);
            if (_known.Count >= MaxKnown && _known.MinBy(one => one.Value.AskedAt) is { Key: { } oldest })
                _known.TryRemove(oldest, out _);
            return _known[userId] = known;
        }
        finally
        {
            _asking.TryRemove(userId, out _);
        }
    }

    private async Task<(SlackIdentity? Workspace, SlackReply<SlackUser> Reply)> AnswerAsync(string userId)
    {
        using var limit = new CancellationTokenSource(LongWait, time);
        try
        {
            var workspace = await slack.WhoAmIAsync(limit.Token);
            if (!workspace.IsGood)
                return (null, SlackReply<SlackUser>.Bad(workspace.Failure));
            var reply = await slack.UserAsync(userId, limit.Token);
            return (
                workspace.Value,
                reply.Failure is { Code: { } code } && Unknown.Contains(code) ? Gone(userId) : reply
            );
        }
        catch (OperationCanceledException)
        {
            var sentence = $"Slack did not answer within {LongWait.TotalSeconds:0} s.";
            return (null, SlackReply<SlackUser>.Bad(new("timeout", sentence)));
        }
    }

    private KnownAccount Silent(KnownAccount? before, string why) =>
        new(time.GetUtcNow(), before?.AnsweredAt, before?.User, before?.Workspace, why);

    /// <summary>An account that Slack does not know is nobody's: that is an answer, and not silence.</summary>
    private static SlackReply<SlackUser> Gone(string userId) =>
        SlackReply<SlackUser>.Good(
            new(userId, userId, IsBot: false, Deleted: true, IsGuest: false, "", IsStranger: false)
        );

    private async Task<SlackStanding> StandingAsync(KnownAccount known, CancellationToken cancellation)
    {
        var (user, workspace) = (known.User!, known.Workspace!);
        if (user.IsBot)
            return new(null, null);
        if (!IsStaff(known))
            return new(PersonOf(known, []), null);
        var listed = people.OfSlack(user.Id);
        var (roles, doubt) = await groups.RolesOfAsync(user.Id, cancellation);
        // A listed person needs no group for the roles of their own.
        return new(PersonOf(known, [.. (listed?.Roles ?? []).Union(roles)]), listed is null ? doubt : null);
    }

    /// <summary>Only a listed person's last answer counts, and only for a time.</summary>
    private SlackStanding Unanswered(string userId, KnownAccount known, DateTimeOffset now)
    {
        if (people.OfSlack(userId) is not { } listed)
            return new(null, known.Doubt);
        if (known.User is null)
            return new(listed, known.Doubt);
        if (!IsStaff(known))
            return new(PersonOf(known, []), null);
        var person = PersonOf(known, listed.Roles);
        return new(person, now - known.AnsweredAt < Trusted ? null : known.Doubt);
    }

    private static bool IsStaff(KnownAccount known) =>
        known is { User: { IsBot: false, Deleted: false, IsGuest: false } user, Workspace: { } us } && user.IsOf(us);

    /// <summary>
    /// The person of an account that may act, or of one that may not: that one is shown under its name in Slack. An
    /// unlisted account never gets the name of a listed person.
    /// </summary>
    private Person PersonOf(KnownAccount known, ImmutableArray<Role> roles)
    {
        var (user, us) = (known.User!, known.Workspace!);
        var shown = people.Lists(user.Name) ? $"{user.Name}/{user.Id}" : user.Name;
        if (people.OfSlack(user.Id) is not { } listed)
            return new(shown, roles, [us.AccountOf(user.Id)]);
        var name = IsStaff(known) || user.Name == listed.Name ? listed.Name : shown;
        return new(name, roles, listed.Accounts!.Union(people.AccountsOf(listed.Name).Select(us.AccountOf)));
    }

    /// <summary>What Slack said of an account, and when it was asked last.</summary>
    /// <param name="AnsweredAt">When Slack last answered; null if it never did.</param>
    /// <param name="Doubt">Why Slack's last answer is missing; null if it answered.</param>
    private sealed record KnownAccount(
        DateTimeOffset AskedAt,
        DateTimeOffset? AnsweredAt,
        SlackUser? User,
        SlackIdentity? Workspace,
        string? Doubt
    );
}
