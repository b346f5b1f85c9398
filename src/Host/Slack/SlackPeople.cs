using OlUpgrade.Hosting.People;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// Finds the person behind a signal from Slack. If it is not known whether they are still staff, the signal is not
/// accepted and comes again.
/// </summary>
public sealed class SlackPeople(SlackAccounts accounts)
{
    /// <summary>The person; null for a bot.</summary>
    /// <param name="mayOnlyStop">True for a command that only stops work: listed people may always give it.</param>
    /// <exception cref="SignalNotAcceptedException">Slack did not answer, and its last answer is too old.</exception>
    public async Task<Person?> OfAsync(string userId, CancellationToken cancellation, bool mayOnlyStop = false)
    {
        var standing = await accounts.AskAsync(userId, cancellation);
        return standing.Doubt is null || (mayOnlyStop && standing.Person is not null)
            ? standing.Person
            : throw new SignalNotAcceptedException($"Slack did not say who {userId} is: {standing.Doubt}");
    }
}
