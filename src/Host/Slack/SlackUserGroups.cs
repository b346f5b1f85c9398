using System.Collections.Concurrent;
using System.Collections.Immutable;
using OlUpgrade.Hosting.People;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// Which roles an account has by the user groups it is in. Slack's answer is good for a minute; whoever cannot be
/// looked up is not heard now.
/// </summary>
public sealed class SlackUserGroups(SlackClient slack, PeopleList people, TimeProvider time)
{
    private static readonly TimeSpan Good = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, ImmutableHashSet<string> Members)> _known = new(
        StringComparer.Ordinal
    );

    public async Task<ImmutableArray<Role>> RolesOfAsync(string userId, CancellationToken cancellation)
    {
        var roles = ImmutableArray.CreateBuilder<Role>();
        foreach (var (group, given) in people.Groups)
        {
            if ((await MembersAsync(group, cancellation)).Contains(userId))
                roles.AddRange(given);
        }

        return roles.ToImmutable();
    }

    private async Task<ImmutableHashSet<string>> MembersAsync(string group, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(group, out var known) && now - known.At < Good)
            return known.Members;
        var reply = await slack.GroupAsync(group, cancellation);
        if (reply.Value is not { } members)
            throw new SignalNotAcceptedException(
                $"Slack does not say now who is in the group {group}: {reply.Failure?.Sentence}"
            );
        _known[group] = (now, members);
        return members;
    }
}
