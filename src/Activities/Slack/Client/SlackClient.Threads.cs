using System.Collections.Immutable;
using System.Text.Json;
using OlUpgrade.Runs;

namespace OlUpgrade.Slack.Client;

public sealed partial class SlackClient
{
    /// <summary>What people said to the app by its name in a thread, oldest first; bots are left out.</summary>
    public async Task<SlackReply<ImmutableArray<ThreadMessage>>> SaidToUsAsync(
        PostedMessage head,
        DateTimeOffset since,
        CancellationToken cancellation
    )
    {
        var me = await WhoAmIAsync(cancellation);
        if (!me.IsGood)
            return SlackReply<ImmutableArray<ThreadMessage>>.Bad(me.Failure);
        var said = ImmutableArray<ThreadMessage>.Empty;
        var form = Form(("channel", head.Channel), ("ts", head.Ts), ("oldest", SlackTimestamp.Of(since)));
        var looked = await _pages.FindAsync<string>("conversations.replies", form, AllOf, cancellation);
        return looked.Then(_ => SlackReply<ImmutableArray<ThreadMessage>>.Good(said));

        string? AllOf(JsonElement page)
        {
            said = said.AddRange(SlackShapes.SaidTo(page, me.Value!.UserId));
            return null;
        }
    }
}
