using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Slack;

/// <summary>
/// Posts a run's message exactly once: a message from an earlier attempt is found by its marker, and after a lost
/// answer the channel is searched before anything is reported.
/// </summary>
internal sealed class MarkedMessage(SlackClient slack)
{
    /// <summary>How far Slack's clock may be behind ours.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    public async Task<Outcome> PostAsync(
        StepContext step,
        string channel,
        SlackLayout layout,
        CancellationToken cancellation
    )
    {
        if (step.Key.Attempt > 1)
        {
            var earlier = await FindAsync(step, channel, cancellation);
            if (!earlier.IsGood)
                return Failed(earlier.Failure);
            if (earlier.Value is not null)
                return await DoneAsync(earlier.Value, cancellation);
        }

        var id = await slack.ChannelIdAsync(channel, cancellation);
        if (!id.IsGood)
            return Failed(id.Failure);
        var marker = EffectKey.Of(step.Lease.DatabaseId, step.Key);
        var posted = await slack.PostAsync(
            new(id.Value!, layout.Markup, ThreadTs: null, marker) { Layout = layout },
            cancellation
        );
        if (posted.IsGood)
            return await DoneAsync(posted.Value!, cancellation);
        return posted.Failure.PerhapsHappened
            ? await LookAsync(step, channel, posted.Failure, cancellation)
            : Failed(posted.Failure);
    }

    public async Task<ProbeAnswer> ProbeAsync(StepContext step, string channel, CancellationToken cancellation)
    {
        var found = await FindAsync(step, channel, cancellation);
        if (!found.IsGood)
            return found.Failure.Passes
                ? new ProbeAnswer.CannotAsk(found.Failure.Sentence)
                : new ProbeAnswer.CannotTell(found.Failure.Sentence);
        return found.Value is null
            ? new ProbeAnswer.DidNotHappen($"The message is not in {channel}.")
            : new ProbeAnswer.Happened(await DoneAsync(found.Value, cancellation));
    }

    private async Task<Outcome> LookAsync(
        StepContext step,
        string channel,
        SlackFailure doubt,
        CancellationToken cancellation
    )
    {
        var found = await FindAsync(step, channel, cancellation);
        if (!found.IsGood)
            return new Outcome.Unknown(
                $"{doubt.Sentence} It is unknown whether the message was posted: {found.Failure.Sentence}"
            );
        return found.Value is null ? Failed(doubt) : await DoneAsync(found.Value, cancellation);
    }

    private async Task<SlackReply<PostedMessage?>> FindAsync(
        StepContext step,
        string channel,
        CancellationToken cancellation
    )
    {
        var id = await slack.ChannelIdAsync(channel, cancellation);
        if (!id.IsGood)
            return SlackReply<PostedMessage?>.Bad(id.Failure);
        var since = step.Run.RequestedAt is { } asked ? asked - ClockSkew : DateTimeOffset.UnixEpoch;
        var marker = EffectKey.Of(step.Lease.DatabaseId, step.Key);
        return await slack.FindByMarkerAsync(id.Value!, threadTs: null, marker, since, cancellation);
    }

    // The link is only a convenience: without it the message still counts as posted.
    private async Task<Outcome> DoneAsync(PostedMessage posted, CancellationToken cancellation)
    {
        var link = await slack.PermalinkAsync(posted.Channel, posted.Ts, cancellation);
        return Outcome.Done(
            (PostedMessage.ChannelFact, posted.Channel),
            (PostedMessage.TsFact, posted.Ts),
            ("link", link.Value ?? "")
        );
    }

    private static Outcome Failed(SlackFailure failure) =>
        Outcome.Fail(
            failure.IsOutage ? FailureKind.Unreachable : FailureKind.Refused,
            failure.Sentence,
            failure.Passes
        );
}
