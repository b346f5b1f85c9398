using System.Collections.Immutable;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Slack.Client;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>
/// Slack: both tokens, the scopes, the channels of the runbooks, the configured people. Nothing is posted.
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
        if (reply.Value is not { } standing)
            return [Finding.Wrong(Subject, reply.Failure!.Sentence), Unasked("channels and people")];
        var asked = await Task.WhenAll(
            ChannelsAsync(standing, channels, cancellation),
            PeopleAsync(standing, settings.People, cancellation),
            GroupsAsync(standing, settings.Groups, cancellation)
        );
        return
        [
            Finding.Ok(Subject, $"the bot token speaks as {standing.Identity.UserId} of {standing.Identity.Team}."),
            .. OfScopes(standing.Scopes, settings.Groups.Count > 0),
            .. asked.SelectMany(findings => findings),
        ];
    }

    private static ImmutableArray<Finding> OfScopes(ImmutableArray<string>? scopes, bool hasGroups) =>
        scopes is { } told
            ? Finding.WrongOr(
                Subject,
                "the bot token has every scope that is needed.",
                SlackScopes.Lacking(told, hasGroups)
            )
            : [Finding.Note(Subject, "it did not tell the scopes of the bot token. Is there a proxy between?")];

    private async Task<Finding[]> ChannelsAsync(
        SlackStatus standing,
        IEnumerable<string> channels,
        CancellationToken cancellation
    ) =>
        Lacks(standing, SlackScopes.FindChannel) || Lacks(standing, SlackScopes.ReadChannel)
            ? [Unasked("channels")]
            : await Task.WhenAll(channels.Select(channel => ChannelAsync(channel, cancellation)));

    private async Task<Finding> ChannelAsync(string channel, CancellationToken cancellation)
    {
        var subject = $"{Subject} {channel}";
        var id = await slack.ChannelIdAsync(channel, cancellation);
        if (id.Value is not { } known)
            return Finding.Wrong(subject, id.Failure!.Sentence);
        var reply = await slack.CanReadAsync(known, cancellation);
        return reply.IsGood
            ? Finding.Ok(subject, "the channel is there and the bot is in it.")
            : Finding.Wrong(subject, reply.Failure.Sentence);
    }

    private async Task<Finding[]> PeopleAsync(
        SlackStatus standing,
        IEnumerable<PersonSettings> people,
        CancellationToken cancellation
    ) =>
        Lacks(standing, SlackScopes.ReadPeople)
            ? [Unasked("people")]
            : await Task.WhenAll(
                people.SelectMany(person =>
                    person.Slack.Select(account => PersonAsync(person.Name, account, cancellation))
                )
            );

    private async Task<Finding[]> GroupsAsync(
        SlackStatus standing,
        IReadOnlyCollection<GroupSettings> groups,
        CancellationToken cancellation
    ) =>
        groups.Count > 0 && Lacks(standing, SlackScopes.ReadGroups)
            ? [Unasked("groups")]
            : await Task.WhenAll(groups.Select(group => GroupAsync(group.Slack, cancellation)));

    private async Task<Finding> GroupAsync(string group, CancellationToken cancellation)
    {
        var subject = $"{Subject} {group}";
        var reply = await slack.GroupAsync(group, cancellation);
        return reply.Value is { } members
            ? Finding.Ok(subject, $"the user group has {members.Count} members.")
            : Finding.Wrong(subject, $"about the group: {reply.Failure!.Sentence}");
    }

    private async Task<Finding> PersonAsync(string name, string account, CancellationToken cancellation)
    {
        var subject = $"{Subject} {name}";
        var reply = await slack.UserAsync(account, cancellation);
        if (reply.Value is not { } user)
            return Finding.Wrong(subject, $"about {account}: {reply.Failure!.Sentence}");
        return WhyNobody(user) is { } why
            ? Finding.Wrong(subject, $"{account} is {why}, so it has no say. Correct it under OlUpgrade:People.")
            : Finding.Ok(subject, $"{account} is {user.Name}, an active member.");
    }

    /// <summary>The same rules as when such an account speaks (<see cref="Slack.SlackPeople"/>).</summary>
    private static string? WhyNobody(SlackUser user) =>
        user switch
        {
            { IsBot: true } => "a bot",
            { Deleted: true } => "deactivated",
            { IsGuest: true } => "a guest",
            { IsForeign: true } => "of another workspace",
            _ => null,
        };

    private static bool Lacks(SlackStatus standing, string scope) =>
        standing.Scopes is { } told && !told.Contains(scope);

    private static Finding Unasked(string what) =>
        Finding.Note(Subject, $"the {what} could not be asked about, for the reason above.");
}
