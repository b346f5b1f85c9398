using System.Text.Json.Nodes;
using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Slack.Client;

public sealed partial class SlackClient
{
    /// <summary>Opens a form for the person whose click gave the trigger. Slack accepts a trigger for 3 s.</summary>
    public async Task<SlackReply<bool>> ShowAsync(string triggerId, SlackForm form, CancellationToken cancellation)
    {
        var body = new JsonObject { ["trigger_id"] = triggerId, ["view"] = SlackForms.ViewOf(form) };
        return (await _wire.WriteAsync("views.open", body, cancellation)).Then(_ => SlackReply<bool>.Good(true));
    }

    /// <summary>Posts a message that only one person sees. Slack does not keep it.</summary>
    public async Task<SlackReply<bool>> PostEphemeralAsync(
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
