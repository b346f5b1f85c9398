using System.Collections.Concurrent;
using System.Collections.Immutable;
using OlUpgrade.Hosting.People;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// The roles that an account has as a member of user groups. Slack's answer is kept for a minute; if Slack cannot be
/// asked, the signal is not accepted.
/// </summary>
public sealed class SlackUserGroups(SlackClient slack, PeopleList people, TimeProvider time)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, ImmutableHashSet<string> Members)> _known = new(
        StringComparer.Ordinal
    );

    public async Task<ImmutableArray<Role>> RolesOfAsync(string userId, CancellationToken cancellation)
    {
        var roles = ImmutableArray.CreateBuilder<Role>();
        foreach (var (group, granted) in people.Groups)
        {
            if ((await MembersAsync(group, cancellation)).Contains(userId))
                roles.AddRange(granted);
        }

        return roles.ToImmutable();
    }

    private async Task<ImmutableHashSet<string>> MembersAsync(string group, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(group, out var known) && now - known.At < MaxAge)
            return known.Members;
        var reply = await slack.GroupAsync(group, cancellation);
        if (reply.Value is not { } members)
            throw new SignalNotAcceptedException(
                $"Slack did not say who is in the group {group}: {reply.Failure?.Sentence}"
            );
        _known[group] = (now, members);
        return members;
    }
}
