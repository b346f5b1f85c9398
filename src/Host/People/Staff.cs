using System.Collections.Immutable;
using OlUpgrade.Execution.Approvals;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Hosting.People;

/// <summary>
/// Who may act now, for every door that does not come from Slack itself, and for approvals that are looked at again.
/// Whoever has lost Slack has lost every door: a listed person acts only while one of their Slack accounts is active.
/// People without a Slack account act by the settings alone.
/// </summary>
public sealed class Staff(SlackAccounts slack, SlackClient client, PeopleList people) : IStaff
{
    /// <summary>A listed person as they are now; null if there is no such entry.</summary>
    /// <param name="tokenId">The ID of the token that they showed; null where they showed none.</param>
    public async Task<StaffStanding?> ListedAsync(string name, string? tokenId, CancellationToken cancellation)
    {
        if (people.Named(name) is not { } listed)
            return null;
        var accounts = tokenId is null ? listed.Accounts! : listed.Accounts!.Add($"token:{tokenId}");
        var (roles, doubt, more) = await RolesAsync(listed, people.AccountsOf(name), cancellation);
        return new(new(listed.Name, roles, accounts.Union(more)), doubt);
    }

    public async Task<ApproverStanding> OfApproverAsync(Person approver, CancellationToken cancellation)
    {
        var names = AccountsOf.ListedNames(approver).Select(people.Named).OfType<Person>().ToList();
        var users = AccountsOf
            .SlackUsers(approver)
            .Concat(names.SelectMany(listed => people.AccountsOf(listed.Name)))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        string? doubt = null;
        foreach (var user in users)
        {
            var standing = await slack.AskAsync(user, cancellation, isFresh: true);
            if (standing is { Doubt: null, Person: { } person } && person.Is(Role.Approver))
                return new ApproverStanding.Valid();
            doubt ??= standing.Doubt;
        }

        if (users.Count == 0 && names.Exists(listed => listed.Is(Role.Approver)))
            return new ApproverStanding.Valid();
        return doubt is null
            ? new ApproverStanding.Revoked($"{approver.Name} is no longer an active approver.")
            : new ApproverStanding.Unknown($"Slack does not say whether {approver.Name} is still an approver: {doubt}");
    }

    public async Task<ApproverStanding> OfReactionAsync(
        PostedMessage message,
        string reaction,
        Person approver,
        CancellationToken cancellation
    )
    {
        var reply = await client.ReactionsAsync(message.Channel, message.Ts, cancellation);
        if (reply.Failure is { Code: "message_not_found" })
            return new ApproverStanding.Revoked($"The message at which {approver.Name} approved is gone.");
        if (!reply.IsGood)
            return new ApproverStanding.Unknown(
                $"Slack does not say whether {approver.Name}'s reaction is still there: {reply.Failure.Sentence}"
            );
        return ReactionName.UsersOf(reply.Value, reaction).Overlaps(AccountsOf.SlackUsers(approver))
            ? new ApproverStanding.Valid()
            : new ApproverStanding.Revoked($"{approver.Name} has taken back the reaction that approved this.");
    }

    /// <summary>The roles by the settings and by groups, while an account is active; else none.</summary>
    private async Task<(ImmutableArray<Role> Roles, string? Doubt, IEnumerable<string> Accounts)> RolesAsync(
        Person listed,
        IEnumerable<string> users,
        CancellationToken cancellation
    )
    {
        string? doubt = null;
        var isAsked = false;
        foreach (var user in users)
        {
            isAsked = true;
            var standing = await slack.AskAsync(user, cancellation);
            if (standing is { Doubt: null, Person: { } person } && !person.Roles.IsEmpty)
                return (person.Roles, null, person.Accounts!);
            doubt ??= standing.Doubt;
        }

        return (isAsked && doubt is null ? [] : listed.Roles, doubt, []);
    }
}
