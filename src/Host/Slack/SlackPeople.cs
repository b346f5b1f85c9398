using OlUpgrade.Hosting.People;
using OlUpgrade.People;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// Slack account → person. Bots, guests, outsiders and accounts that were deactivated have no say, whatever the
/// configuration lists. Whoever cannot be looked up now is not heard now: their signal is not acknowledged.
/// </summary>
public sealed class SlackPeople(SlackClient slack, SlackUserGroups groups, PeopleList people) : IStaff
{
    /// <summary>
    /// Null while one of the person's accounts still approves, and for those who are known by no account.
    /// </summary>
    public async Task<string?> WhyRevokedAsync(string approver, CancellationToken cancellation)
    {
        var accounts = people.AccountsOf(approver).ToList();
        if (accounts.Count == 0)
            return null;
        try
        {
            foreach (var account in accounts)
            {
                if (await OfAsync(account, cancellation) is { } person && person.Is(Role.Approver))
                    return null;
            }
        }
        catch (SignalNotAcceptedException away)
        {
            throw new StaffUnknownException(away.Message, away);
        }

        return $"{approver} is no longer an active approver.";
    }

    /// <summary>The person, or null for a bot.</summary>
    public async Task<Person?> OfAsync(string userId, CancellationToken cancellation)
    {
        var reply = await slack.UserAsync(userId, cancellation);
        if (reply.Value is not { } user)
            throw new SignalNotAcceptedException($"Slack does not say now who {userId} is: {reply.Failure?.Sentence}");
        if (user.IsBot)
            return null;
        var mayCount = !user.Deleted && !user.IsGuest && !user.IsForeign;
        return mayCount
            ? people.OfSlack(userId, user.Name, await groups.RolesOfAsync(userId, cancellation))
            : new Person(user.Name, []);
    }
}
