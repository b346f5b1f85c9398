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

    /// <summary>How long nobody asks again after a failure.</summary>
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>How long a person waits for Slack at most.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan MaxCall = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Answer> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<Answer>>> _asking = new(StringComparer.Ordinal);

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

    /// <summary>
    /// Whoever asks waits 2 s at most; the call goes on without them, and its answer or failure is there for the next.
    /// </summary>
    private async Task<(ImmutableHashSet<string> Members, string? Doubt)> MembersAsync(
        string group,
        CancellationToken cancellation
    )
    {
        if (_known.TryGetValue(group, out var known) && IsUsable(known))
            return (known.Members, known.Doubt);
        var asking = _asking.GetOrAdd(group, name => new(() => CallAsync(name)));
        try
        {
            var answer = await asking.Value.WaitAsync(MaxWait, time, cancellation);
            return (answer.Members, answer.Doubt);
        }
        catch (TimeoutException)
        {
            return ([], $"Slack did not say within {MaxWait.TotalSeconds:0} s who is in the group {group}.");
        }
    }

    private bool IsUsable(Answer known) => time.GetUtcNow() - known.At < (known.Doubt is null ? MaxAge : AfterFailure);

    private async Task<Answer> CallAsync(string group)
    {
        await Task.Yield();
        try
        {
            using var limit = new CancellationTokenSource(MaxCall, time);
            return _known[group] = await AskAsync(group, limit.Token);
        }
        finally
        {
            _asking.TryRemove(group, out _);
        }
    }

    private async Task<Answer> AskAsync(string group, CancellationToken limit)
    {
        try
        {
            var reply = await slack.GroupAsync(group, limit);
            return reply.Value is { } members
                ? new(time.GetUtcNow(), members, null)
                : new(
                    time.GetUtcNow(),
                    [],
                    $"Slack did not say who is in the group {group}: {reply.Failure?.Sentence}"
                );
        }
        catch (OperationCanceledException)
        {
            return new(time.GetUtcNow(), [], $"Slack did not say who is in the group {group}: it does not answer.");
        }
    }

    private sealed record Answer(DateTimeOffset At, ImmutableHashSet<string> Members, string? Doubt);
}
