using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Slack;

/// <summary>Posts an announcement as a message of its own, because it is about every run.</summary>
public sealed class SlackAnnouncer(SlackClient slack, ILogger<SlackAnnouncer> logger) : IAnnouncer
{
    private const int MarkerLength = 16;

    public async Task AnnounceAsync(
        IReadOnlyCollection<string> channels,
        string sentence,
        CancellationToken cancellation
    )
    {
        foreach (var channel in channels)
        {
            var id = await slack.ChannelIdAsync(channel, cancellation);
            // No one searches for this marker: an announcement is never sent twice.
            var marker = $"announcement/{RandomNumberGenerator.GetHexString(MarkerLength, lowercase: true)}";
            var posted = id.IsGood
                ? await slack.PostAsync(
                    new SlackMessage(id.Value!, SlackText.Escape(sentence), null, marker),
                    cancellation
                )
                : SlackReply<PostedMessage>.Bad(id.Failure!);
            if (!posted.IsGood)
                logger.LogWarning(
                    "Could not post the announcement in {Channel}: {Sentence}",
                    channel,
                    posted.Failure.Sentence
                );
        }
    }
}
