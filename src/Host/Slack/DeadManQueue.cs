using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// Keeps one message a run in Slack's own queue while hosts are out of service, and moves it ahead before it falls due,
/// the next one first: people hear of it even when this program and its machine are dead. Taken out when the hosts are
/// back.
/// </summary>
public sealed class DeadManQueue(SlackClient slack, TimeProvider time, ILogger<DeadManQueue> logger)
{
    /// <summary>How long the service may be silent before people hear of it.</summary>
    public static TimeSpan Silence { get; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// A message is moved ahead when so little is left. Slack lets none be taken out in its last minute.
    /// </summary>
    public static TimeSpan Left { get; } = TimeSpan.FromMinutes(15);

    private readonly Dictionary<RunId, (SlackScheduled Message, string Hosts)> _waiting = [];

    /// <summary>Takes over what an earlier life of the service left; what is of no open run is taken out.</summary>
    /// <returns>False when Slack could not be asked: it is to be tried again.</returns>
    public async Task<bool> TakeOverAsync(IReadOnlyCollection<RunId> open, CancellationToken cancellation)
    {
        var waiting = await slack.ScheduledAsync(cancellation);
        if (!waiting.IsGood)
            logger.LogWarning("What waits in Slack's queue could not be read: {Sentence}", waiting.Failure.Sentence);
        foreach (var message in waiting.Value.IsDefault ? [] : waiting.Value)
            await TakeOverAsync(message, open, cancellation);
        return waiting.IsGood;
    }

    /// <summary>Brings the queue up to date with these open runs.</summary>
    public async Task LookAsync(IReadOnlyCollection<Run> open, CancellationToken cancellation)
    {
        foreach (var run in open)
            await LookAsync(run, cancellation);
        foreach (var gone in _waiting.Keys.Except(open.Select(run => run.Id)).ToImmutableArray())
            await TakeOutAsync(gone, cancellation);
    }

    private async Task LookAsync(Run run, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (ChannelOf(run) is not { } channel || DeadManText.Of(run, now) is not { } text)
        {
            await TakeOutAsync(run.Id, cancellation);
            return;
        }

        var hosts = HostsOf(run);
        if (_waiting.TryGetValue(run.Id, out var known) && known.Message.PostAt - now > Left && known.Hosts == hosts)
            return;
        var at = now + Silence;
        var next = await slack.ScheduleAsync(channel, text, at, cancellation);
        if (!next.IsGood)
        {
            logger.LogWarning(
                "Run {Run}: no message of silence could be left with Slack: {Sentence}",
                run.Id,
                next.Failure.Sentence
            );
            return;
        }

        await TakeOutAsync(run.Id, cancellation);
        _waiting[run.Id] = (new(next.Value!, channel, at, text), hosts);
    }

    private async Task TakeOverAsync(
        SlackScheduled message,
        IReadOnlyCollection<RunId> open,
        CancellationToken cancellation
    )
    {
        if (DeadManText.RunOf(message.Text) is not { } run)
            return;
        // Of two, which a life that ended between scheduling and taking out has left, one is enough.
        if (open.Contains(run) && _waiting.TryAdd(run, (message, "")))
            return;
        await TakeOutAsync(message, cancellation);
    }

    private async Task TakeOutAsync(RunId run, CancellationToken cancellation)
    {
        if (_waiting.TryGetValue(run, out var known) && await TakeOutAsync(known.Message, cancellation))
            _waiting.Remove(run);
    }

    private async Task<bool> TakeOutAsync(SlackScheduled message, CancellationToken cancellation)
    {
        var reply = await slack.UnscheduleAsync(message.Channel, message.Id, cancellation);
        if (!reply.IsGood)
            logger.LogWarning(
                "A message of silence could not be taken out of Slack's queue: {Sentence}",
                reply.Failure.Sentence
            );
        return reply.IsGood;
    }

    private static string HostsOf(Run run) =>
        string.Join(' ', FleetTable.Of(run).Where(row => row.OutSince is not null).Select(row => row.Host));

    private static string? ChannelOf(Run run) => PostedMessage.Of(run.Evidence(BuiltInSteps.Header))?.Channel;
}
