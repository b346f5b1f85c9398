using System.Collections.Immutable;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Slack.Client;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>
/// Checks Slack: both tokens, the scopes, the channels of the runbooks, and the listed people. Posts nothing.
/// </summary>
internal sealed class SlackFindings(SlackClient slack)
{
    private const string Subject = "Slack";

    public async Task<ImmutableArray<Finding>> OfSocketAsync(CancellationToken cancellation)
    {
        var reply = await slack.CanOpenSocketAsync(cancellation);
        return reply.IsGood
            ? [Finding.Ok(Subject, "the app token opens a socket.")]
            : [Finding.Wrong(Subject, reply.Failure.Sentence)];
    }

    public async Task<ImmutableArray<Finding>> OfBotAsync(
        IEnumerable<string> channels,
        Settings settings,
        CancellationToken cancellation
    )
    {
        var reply = await slack.StatusAsync(cancellation);
        if (reply.Value is not { } status)
            return [Finding.Wrong(Subject, reply.Failure!.Sentence), NotChecked("channels and people")];
        var checks = await Task.WhenAll(
            ChannelsAsync(status, channels, cancellation),
            PeopleAsync(status, settings.People, cancellation),
            GroupsAsync(status, settings.Groups, cancellation)
        );
        return
        [
            Finding.Ok(Subject, $"the bot token belongs to {status.Identity.UserId} of {status.Identity.Team}."),
            .. OfScopes(status.Scopes, settings.Groups.Count > 0),
            .. checks.SelectMany(findings => findings),
        ];
    }

    private static ImmutableArray<Finding> OfScopes(ImmutableArray<string>? scopes, bool hasGroups) =>
        scopes is { } granted
            ? Finding.WrongOr(
                Subject,
                "the bot token has all required scopes.",
                SlackScopes.Lacking(granted, hasGroups)
            )
            : [Finding.Note(Subject, "it did not send the scopes of the bot token. Check for a proxy in between.")];

    private async Task<Finding[]> ChannelsAsync(
        SlackStatus status,
        IEnumerable<string> channels,
        CancellationToken cancellation
    ) =>
        Lacks(status, SlackScopes.FindChannel) || Lacks(status, SlackScopes.ReadChannel)
            ? [NotChecked("channels")]
            : await Task.WhenAll(channels.Select(channel => ChannelAsync(channel, cancellation)));

    private async Task<Finding> ChannelAsync(string channel, CancellationToken cancellation)
    {
        var subject = $"{Subject} {channel}";
        var id = await slack.ChannelIdAsync(channel, cancellation);
        if (id.Value is not { } known)
            return Finding.Wrong(subject, id.Failure!.Sentence);
        var reply = await slack.CanReadAsync(known, cancellation);
        return reply.IsGood
            ? Finding.Ok(subject, "the channel exists and the bot is in it.")
            : Finding.Wrong(subject, reply.Failure.Sentence);
    }

    private async Task<Finding[]> PeopleAsync(
        SlackStatus status,
        IEnumerable<PersonSettings> people,
        CancellationToken cancellation
    ) =>
        Lacks(status, SlackScopes.ReadPeople)
            ? [NotChecked("people")]
            : await Task.WhenAll(
                people.SelectMany(person =>
                    person.Slack.Select(account => PersonAsync(person.Name, account, cancellation))
                )
            );

    private async Task<Finding[]> GroupsAsync(
        SlackStatus status,
        IReadOnlyCollection<GroupSettings> groups,
        CancellationToken cancellation
    ) =>
        groups.Count > 0 && Lacks(status, SlackScopes.ReadGroups)
            ? [NotChecked("groups")]
            : await Task.WhenAll(groups.Select(group => GroupAsync(group.Slack, cancellation)));

    private async Task<Finding> GroupAsync(string group, CancellationToken cancellation)
    {
        var subject = $"{Subject} {group}";
        var reply = await slack.GroupAsync(group, cancellation);
        return reply.Value is { } members
            ? Finding.Ok(subject, $"the user group has {members.Count} members.")
            : Finding.Wrong(subject, $"the user group cannot be read: {reply.Failure!.Sentence}");
    }

    private async Task<Finding> PersonAsync(string name, string account, CancellationToken cancellation)
    {
        var subject = $"{Subject} {name}";
        var reply = await slack.UserAsync(account, cancellation);
        if (reply.Value is not { } user)
            return Finding.Wrong(subject, $"the account {account} cannot be read: {reply.Failure!.Sentence}");
        var workspace = await slack.WhoAmIAsync(cancellation);
        if (workspace.Value is not { } us)
            return Finding.Wrong(subject, $"the workspace cannot be read: {workspace.Failure!.Sentence}");
        return WhyItDoesNotCount(user, us) is { } why
            ? Finding.Wrong(subject, $"{account} is {why}, so its decisions do not count. Correct OlUpgrade:People.")
            : Finding.Ok(subject, $"{account} is {user.Name}, an active member.");
    }

    /// <summary>The same rules as for decisions in Slack (<see cref="People.SlackAccounts"/>).</summary>
    private static string? WhyItDoesNotCount(SlackUser user, SlackIdentity us) =>
        user switch
        {
            { IsBot: true } => "a bot",
            { Deleted: true } => "deactivated",
            { IsGuest: true } => "a guest",
            _ => user.IsOf(us) ? null : "of another workspace",
        };

    private static bool Lacks(SlackStatus status, string scope) =>
        status.Scopes is { } granted && !granted.Contains(scope);

    private static Finding NotChecked(string what) =>
        Finding.Note(Subject, $"the {what} could not be checked, for the reason above.");
}
