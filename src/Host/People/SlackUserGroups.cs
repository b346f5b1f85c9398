using System.Collections.Concurrent;
using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;

namespace OlUpgrade.Hosting.People;

/// <summary>
/// The roles that an account has as a member of user groups. Slack's answer is kept for a minute; while Slack is
/// silent, a group gives no role.
/// </summary>
public sealed class SlackUserGroups(SlackClient slack, PeopleList people, TimeProvider time)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, ImmutableHashSet<string> Members)> _known = new(
        StringComparer.Ordinal
    );

    /// <summary>The roles of the groups that could be read, and why others could not be.</summary>
    public async Task<(ImmutableArray<Role> Roles, string? Doubt)> RolesOfAsync(
        string userId,
        CancellationToken cancellation
    )
    {
        var roles = ImmutableArray.CreateBuilder<Role>();
        string? doubt = null;
        foreach (var (group, granted) in people.Groups)
        {
            var (members, why) = await MembersAsync(group, cancellation);
            doubt ??= why;
            if (members.Contains(userId))
                roles.AddRange(granted);
        }

        return (roles.ToImmutable(), doubt);
    }

    private async Task<(ImmutableHashSet<string> Members, string? Doubt)> MembersAsync(
        string group,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(group, out var known) && now - known.At < MaxAge)
            return (known.Members, null);
        var reply = await slack.GroupAsync(group, cancellation);
        if (reply.Value is not { } members)
            return ([], $"Slack did not say who is in the group {group}: {reply.Failure?.Sentence}");
        _known[group] = (now, members);
        return (members, null);
    }
}
