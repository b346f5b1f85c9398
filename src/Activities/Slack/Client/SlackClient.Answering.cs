using System.Text.Json.Nodes;
using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Slack.Client;

public sealed partial class SlackClient
{
    /// <summary>Shows a form to whoever pressed the button that this trigger is of; it is good for 3 s.</summary>
    public async Task<SlackReply<bool>> ShowAsync(string triggerId, SlackForm form, CancellationToken cancellation)
    {
        var body = new JsonObject { ["trigger_id"] = triggerId, ["view"] = SlackForms.ViewOf(form) };
        return (await _wire.WriteAsync("views.open", body, cancellation)).Then(_ => SlackReply<bool>.Good(true));
    }

    /// <summary>A message that one person alone sees, and that is gone with their window.</summary>
    public async Task<SlackReply<bool>> WhisperAsync(
        string channel,
        string userId,
        string text,
        string? threadTs,
        CancellationToken cancellation
    )
    {
        var body = new JsonObject
        {
            ["channel"] = channel,
            ["user"] = userId,
            ["text"] = text,
        };
        if (threadTs is not null)
            body["thread_ts"] = threadTs;
        return (await _wire.WriteAsync("chat.postEphemeral", body, cancellation)).Then(_ =>
            SlackReply<bool>.Good(true)
        );
    }
}
