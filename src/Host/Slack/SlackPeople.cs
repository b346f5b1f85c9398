using OlUpgrade.Hosting.People;
using OlUpgrade.Runs;
using OlUpgrade.Slack;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// Slack account → person. Bots, guests, outsiders and accounts that were deactivated have no say, whatever the
/// configuration lists. Whoever cannot be looked up now is not heard now: their signal is not acknowledged.
/// </summary>
public sealed class SlackPeople(SlackClient slack, PeopleList people)
{
    /// <summary>The person, or null for a bot.</summary>
    public async Task<Person?> OfAsync(string userId, CancellationToken cancellation)
    {
        var reply = await slack.UserAsync(userId, cancellation);
        if (reply.Value is not { } user)
            throw new SignalNotHeardException($"Slack does not say now who {userId} is: {reply.Failure?.Sentence}");
        if (user.IsBot)
            return null;
        var mayCount = !user.Deleted && !user.IsGuest && !user.IsForeign;
        return mayCount && people.OfSlack(userId) is { } person ? person : new Person(user.Name, []);
    }
}
