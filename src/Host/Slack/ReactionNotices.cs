using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Socket;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// Answers reactions that decide nothing. Each is answered beside the socket, until the service stops; an answer that
/// fails is logged and lost.
/// </summary>
public sealed class ReactionNotices(
    PostedMessages messages,
    RewindReaction rewind,
    WrongMessage wrong,
    IHostApplicationLifetime lifetime,
    ILogger<ReactionNotices> logger
)
{
    public void Start(SlackSignal.ReactionAdded signal)
    {
        if (RewindReaction.Takes(signal.Reaction) || WrongMessage.Takes(signal.Reaction))
            _ = AnswerAsync(signal, lifetime.ApplicationStopping);
    }

    private async Task AnswerAsync(SlackSignal.ReactionAdded signal, CancellationToken cancellation)
    {
        try
        {
            var posted = new PostedMessage(signal.Channel, signal.MessageTs);
            var known = await messages.FindAsync(posted, TimeSpan.Zero, cancellation);
            var message = known ?? await messages.FindAsync(posted, SlackSignalHandlers.Patience, cancellation);
            if (message is null)
                return;
            if (RewindReaction.Takes(signal.Reaction))
                await rewind.AddedAsync(message, signal, cancellation);
            // A question that opened just now has its reactions read back, and this one may have been counted.
            else if (known is not null || message.Gate is null)
                await wrong.AddedAsync(message, signal, cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            logger.LogError(fault, "A reaction could not be answered");
        }
    }
}
