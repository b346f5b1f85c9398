using OlUpgrade.Hosting.People;
using OlUpgrade.People;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// Finds the person of a Slack account. Bots, guests, members of other workspaces and deactivated accounts have no
/// role, whatever the settings say. If Slack cannot be asked, the signal is not accepted and comes again.
/// </summary>
public sealed class SlackPeople(SlackClient slack, SlackUserGroups groups, PeopleList people) : IStaff
{
    /// <summary>
    /// Null while one of the person's accounts is still an approver, and for a person without a Slack account.
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
        catch (SignalNotAcceptedException unknown)
        {
            throw new StaffUnknownException(unknown.Message, unknown);
        }

        return $"{approver} is no longer an active approver.";
    }

    /// <summary>The person; null for a bot.</summary>
    /// <exception cref="SignalNotAcceptedException">Slack did not answer.</exception>
    public async Task<Person?> OfAsync(string userId, CancellationToken cancellation)
    {
        var reply = await slack.UserAsync(userId, cancellation);
        if (reply.Value is not { } user)
            throw new SignalNotAcceptedException($"Slack did not say who {userId} is: {reply.Failure?.Sentence}");
        if (user.IsBot)
            return null;
        var isStaff = !user.Deleted && !user.IsGuest && !user.IsForeign;
        return isStaff
            ? people.OfSlack(userId, user.Name, await groups.RolesOfAsync(userId, cancellation))
            : new Person(user.Name, []);
    }
}
