using System.Collections.Immutable;
using System.Text.Json;
using OlUpgrade.Runs;

namespace OlUpgrade.Slack.Client;

public sealed partial class SlackClient
{
    /// <summary>The messages in a thread that mention the app, oldest first; messages of bots are left out.</summary>
    public async Task<SlackReply<ImmutableArray<ThreadMessage>>> MentionsInThreadAsync(
        PostedMessage head,
        DateTimeOffset since,
        CancellationToken cancellation
    )
    {
        var me = await WhoAmIAsync(cancellation);
        if (!me.IsGood)
            return SlackReply<ImmutableArray<ThreadMessage>>.Bad(me.Failure);
        var mentions = ImmutableArray<ThreadMessage>.Empty;
        var form = Form(("channel", head.Channel), ("ts", head.Ts), ("oldest", SlackTimestamp.Of(since)));
        var looked = await _pages.FindAsync<string>("conversations.replies", form, AllOf, cancellation);
        return looked.Then(_ => SlackReply<ImmutableArray<ThreadMessage>>.Good(mentions));

        string? AllOf(JsonElement page)
        {
            mentions = mentions.AddRange(SlackShapes.MentionsOf(page, me.Value!.UserId));
            return null;
        }
    }
}
