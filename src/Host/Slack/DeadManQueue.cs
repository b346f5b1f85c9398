using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// Keeps one message per run scheduled in Slack while hosts are out of service, and replaces it by a later one before
/// it is due. If the service or its machine dies, Slack posts it. When the hosts are back it is unscheduled.
/// </summary>
public sealed class DeadManQueue(SlackClient slack, TimeProvider time, ILogger<DeadManQueue> logger)
{
    /// <summary>How long the service is silent before Slack posts the message: 30 minutes.</summary>
    public static TimeSpan Silence { get; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// A message that is due within this time is replaced: 15 minutes. Slack unschedules none in its last minute.
    /// </summary>
    public static TimeSpan RenewWithin { get; } = TimeSpan.FromMinutes(15);

    private readonly Dictionary<RunId, (SlackScheduled Message, string Hosts)> _scheduled = [];

    /// <summary>
    /// Adopts the messages that an earlier start of the service scheduled, and unschedules those whose run is not open.
    /// </summary>
    /// <returns>False if Slack did not answer: it must be tried again.</returns>
    public async Task<bool> TakeOverAsync(IReadOnlyCollection<RunId> open, CancellationToken cancellation)
    {
        var scheduled = await slack.ScheduledAsync(cancellation);
        if (!scheduled.IsGood)
            logger.LogWarning("Slack's scheduled messages could not be listed: {Sentence}", scheduled.Failure.Sentence);
        foreach (var message in scheduled.Value.IsDefault ? [] : scheduled.Value)
            await TakeOverAsync(message, open, cancellation);
        return scheduled.IsGood;
    }

    /// <summary>Brings the scheduled messages up to date with these open runs.</summary>
    /// <param name="open">With those that have ended and left a host out of service.</param>
    /// <param name="fleet">Which hosts these still keep out.</param>
    public async Task UpdateAsync(IReadOnlyCollection<Run> open, FleetState fleet, CancellationToken cancellation)
    {
        foreach (var run in open)
            await UpdateAsync(run, fleet, cancellation);
        foreach (var ended in _scheduled.Keys.Except(open.Select(run => run.Id)).ToImmutableArray())
            await UnscheduleAsync(ended, cancellation);
    }

    private async Task UpdateAsync(Run run, FleetState fleet, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (ChannelOf(run) is not { } channel || DeadManText.Of(run, now, fleet) is not { } text)
        {
            await UnscheduleAsync(run.Id, cancellation);
            return;
        }

        var hosts = HostsOf(run, fleet);
        if (
            _scheduled.TryGetValue(run.Id, out var known)
            && known.Message.PostAt - now > RenewWithin
            && known.Hosts == hosts
        )
            return;
        var at = now + Silence;
        var next = await slack.ScheduleAsync(channel, text, at, cancellation);
        if (!next.IsGood)
        {
            logger.LogWarning(
                "Run {Run}: no dead-man message could be scheduled: {Sentence}",
                run.Id,
                next.Failure.Sentence
            );
            return;
        }

        // The next one is scheduled before the last one is removed, so that there is one at any time.
        await UnscheduleAsync(run.Id, cancellation);
        _scheduled[run.Id] = (new(next.Value!, channel, at, text), hosts);
    }

    private async Task TakeOverAsync(
        SlackScheduled message,
        IReadOnlyCollection<RunId> open,
        CancellationToken cancellation
    )
    {
        if (DeadManText.RunOf(message.Text) is not { } run)
            return;
        // A service that ended between scheduling the next one and removing the last one has left two.
        if (open.Contains(run) && _scheduled.TryAdd(run, (message, "")))
            return;
        await UnscheduleAsync(message, cancellation);
    }

    private async Task UnscheduleAsync(RunId run, CancellationToken cancellation)
    {
        if (_scheduled.TryGetValue(run, out var known) && await UnscheduleAsync(known.Message, cancellation))
            _scheduled.Remove(run);
    }

    private async Task<bool> UnscheduleAsync(SlackScheduled message, CancellationToken cancellation)
    {
        var reply = await slack.UnscheduleAsync(message.Channel, message.Id, cancellation);
        if (!reply.IsGood)
            logger.LogWarning("A dead-man message could not be unscheduled: {Sentence}", reply.Failure.Sentence);
        return reply.IsGood;
    }

    private static string HostsOf(Run run, FleetState fleet) =>
        string.Join(' ', DeadManText.Away(run, fleet).Select(row => row.Host));

    private static string? ChannelOf(Run run) => PostedMessage.Of(run.Evidence(BuiltInSteps.Header))?.Channel;
}
