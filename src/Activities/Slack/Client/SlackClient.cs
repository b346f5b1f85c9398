using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Slack.Client;

/// <summary>
/// The calls of Slack's Web API (https://docs.slack.dev/reference/methods) that a run needs. Every call returns a value
/// or a failure and never throws for what Slack or the network does. Reads are repeated, a write is sent once. A post
/// whose answer was lost is found again by its marker.
/// </summary>
public sealed partial class SlackClient
{
    private readonly ConcurrentDictionary<string, string> _channels = new(StringComparer.Ordinal);
    private readonly SlackWire _wire;
    private readonly SlackPages _pages;
    private SlackIdentity? _identity;

    public SlackClient(HttpClient http, SlackOptions options, TimeProvider time)
    {
        _wire = new SlackWire(http, options, time);
        _pages = new SlackPages(_wire, options);
    }

    /// <summary>Which account the bot token belongs to.</summary>
    public async Task<SlackReply<SlackIdentity>> AuthTestAsync(CancellationToken cancellation)
    {
        var reply = await _wire.ReadAsync("auth.test", Form(), cancellation);
        var answer = Read(reply, "auth.test", SlackShapes.IdentityOf);
        _identity = answer.Value ?? _identity;
        return answer;
    }

    /// <summary>Which account the bot token belongs to and which scopes it has.</summary>
    public async Task<SlackReply<SlackStatus>> StatusAsync(CancellationToken cancellation)
    {
        ImmutableArray<string>? scopes = null;
        var reply = await _wire.ReadAsync("auth.test", Form(), cancellation, headers =>
            scopes = SlackShapes.ScopesOf(headers)
        );
        return Read(reply, "auth.test", body =>
            SlackShapes.IdentityOf(body) is { } identity ? new SlackStatus(identity, scopes) : null
        );
    }

    /// <summary>Whether the app-level token can open a socket. The ticket is not used and expires by itself.</summary>
    public async Task<SlackReply<bool>> CanOpenSocketAsync(CancellationToken cancellation) =>
        (await OpenSocketAsync(cancellation)).Then(_ => SlackReply<bool>.Good(true));

    /// <summary>
    /// Whether the bot is a member of the channel and may read it. Requests one message and ignores it.
    /// </summary>
    public async Task<SlackReply<bool>> CanReadAsync(string channelId, CancellationToken cancellation)
    {
        var reply = await _wire.ReadAsync(
            "conversations.history",
            Form(("channel", channelId), ("limit", "1")),
            cancellation
        );
        return reply.Then(_ => SlackReply<bool>.Good(true));
    }

    /// <summary>Posts a message with its markers in the metadata. Links are not unfurled.</summary>
    public async Task<SlackReply<PostedMessage>> PostAsync(SlackMessage message, CancellationToken cancellation)
    {
        var body = new JsonObject
        {
            ["channel"] = message.Channel,
            ["text"] = message.Text,
            ["unfurl_links"] = false,
            ["unfurl_media"] = false,
            ["metadata"] = new JsonObject
            {
                ["event_type"] = SlackShapes.EventType,
                ["event_payload"] = SlackShapes.PayloadOf(message.Markers),
            },
        };
        if (message.Layout is { } layout)
            body["blocks"] = layout.Blocks();
        if (message.ThreadTs is not null)
            body["thread_ts"] = message.ThreadTs;
        var reply = await _wire.WriteAsync("chat.postMessage", body, cancellation);
        return Read(reply, "chat.postMessage", SlackShapes.PostedOf);
    }

    /// <summary>Replaces the content of a message; its markers stay.</summary>
    public async Task<SlackReply<PostedMessage>> UpdateAsync(
        PostedMessage message,
        SlackLayout layout,
        CancellationToken cancellation
    )
    {
        var body = new JsonObject
        {
            ["channel"] = message.Channel,
            ["ts"] = message.Ts,
            ["text"] = layout.Plain(),
            ["blocks"] = layout.Blocks(),
        };
        return Read(await _wire.WriteAsync("chat.update", body, cancellation), "chat.update", SlackShapes.PostedOf);
    }

    /// <summary>
    /// Finds the app's own message with this marker, in a thread or in the channel itself; null if there is none.
    /// </summary>
    /// <param name="since">Only messages from this time on are searched.</param>
    public async Task<SlackReply<PostedMessage?>> FindByMarkerAsync(
        string channel,
        string? threadTs,
        string marker,
        DateTimeOffset since,
        CancellationToken cancellation
    )
    {
        PostedMessage? found = null;
        var searched = await SearchAsync(channel, threadTs, since, HasMarker, cancellation);
        return searched.Then(_ => SlackReply<PostedMessage?>.Good(found));

        bool HasMarker(string ts, ImmutableArray<string> markers)
        {
            if (markers.Contains(marker))
                found = new(channel, ts);
            return found is not null;
        }
    }

    /// <summary>Which of the wanted markers the app's own messages in a thread carry.</summary>
    public async Task<SlackReply<ImmutableHashSet<string>>> MarkersAsync(
        PostedMessage head,
        ImmutableArray<string> wanted,
        DateTimeOffset since,
        CancellationToken cancellation
    )
    {
        var found = ImmutableHashSet<string>.Empty;
        var searched = await SearchAsync(head.Channel, head.Ts, since, CompletesWanted, cancellation);
        return searched.Then(_ => SlackReply<ImmutableHashSet<string>>.Good(found));

        bool CompletesWanted(string ts, ImmutableArray<string> markers)
        {
            found = found.Union(markers.Where(marker => wanted.Contains(marker)));
            return found.Count == wanted.Length;
        }
    }

    /// <summary>All reactions on a message, each with all its users.</summary>
    public async Task<SlackReply<ImmutableArray<SlackReaction>>> ReactionsAsync(
        string channel,
        string ts,
        CancellationToken cancellation
    )
    {
        var form = Form(("channel", channel), ("timestamp", ts), ("full", "true"));
        var reply = await _wire.ReadAsync("reactions.get", form, cancellation);
        return reply.Then(body =>
            body.Child("message") is { } message
                ? SlackReply<ImmutableArray<SlackReaction>>.Good(SlackShapes.ReactionsOf(message))
                : SlackReply<ImmutableArray<SlackReaction>>.Bad(SlackWire.Garbage("reactions.get").Failure!)
        );
    }

    /// <summary>An account by its user ID.</summary>
    public async Task<SlackReply<SlackUser>> UserAsync(string id, CancellationToken cancellation) =>
        Read(await _wire.ReadAsync("users.info", Form(("user", id)), cancellation), "users.info", SlackShapes.UserOf);

    /// <summary>
    /// The ID of a channel given by name (<c>#openlibrary</c>) or ID. Only public channels are found by name. IDs are
    /// cached for the life of the process.
    /// </summary>
    public async Task<SlackReply<string>> ChannelIdAsync(string channel, CancellationToken cancellation)
    {
        if (!channel.StartsWith('#'))
            return SlackReply<string>.Good(channel);
        if (_channels.TryGetValue(channel, out var known))
            return SlackReply<string>.Good(known);
        var form = Form(("types", "public_channel"), ("exclude_archived", "true"));
        var found = await _pages.FindAsync(
            "conversations.list",
            form,
            page => SlackShapes.ChannelOf(page, channel[1..]),
            cancellation
        );
        return found.Then(id => id is null ? NoSuchChannel(channel) : SlackReply<string>.Good(_channels[channel] = id));
    }

    /// <summary>The web address of a message.</summary>
    public async Task<SlackReply<string>> PermalinkAsync(string channel, string ts, CancellationToken cancellation)
    {
        var form = Form(("channel", channel), ("message_ts", ts));
        var reply = await _wire.ReadAsync("chat.getPermalink", form, cancellation);
        return Read(reply, "chat.getPermalink", body => body.Text("permalink"));
    }

    internal async Task<SlackReply<string>> OpenSocketAsync(CancellationToken cancellation) =>
        Read(await _wire.OpenSocketAsync(cancellation), "apps.connections.open", body => body.Text("url"));

    /// <summary>Passes the app's own messages with their markers to the caller until it has enough.</summary>
    private async Task<SlackReply<string?>> SearchAsync(
        string channel,
        string? threadTs,
        DateTimeOffset since,
        Func<string, ImmutableArray<string>, bool> hasEnough,
        CancellationToken cancellation
    )
    {
        var me = await WhoAmIAsync(cancellation);
        if (!me.IsGood)
            return SlackReply<string?>.Bad(me.Failure);
        var form = Form(("channel", channel), ("oldest", SlackTimestamp.Of(since)), ("include_all_metadata", "true"));
        if (threadTs is not null)
            form["ts"] = threadTs;
        return await _pages.FindAsync(
            threadTs is null ? "conversations.history" : "conversations.replies",
            form,
            page =>
                SlackShapes
                    .Marked(page, me.Value!)
                    .Where(message => hasEnough(message.Ts, message.Markers))
                    .Select(message => message.Ts)
                    .FirstOrDefault(),
            cancellation
        );
    }

    /// <summary>As <see cref="AuthTestAsync"/>; the answer is kept for the life of the process.</summary>
    public async Task<SlackReply<SlackIdentity>> WhoAmIAsync(CancellationToken cancellation) =>
        _identity is { } known ? SlackReply<SlackIdentity>.Good(known) : await AuthTestAsync(cancellation);

    private static SlackReply<T> Read<T>(SlackReply<JsonElement> reply, string method, Func<JsonElement, T?> read)
        where T : class =>
        reply.Then(body =>
            read(body) is { } value ? SlackReply<T>.Good(value) : SlackReply<T>.Bad(SlackWire.Garbage(method).Failure!)
        );

    private static SlackReply<string> NoSuchChannel(string channel) =>
        SlackReply<string>.Bad(
            new(
                "channel_not_found",
                $"Slack lists no channel {channel}. Check the name in the runbook; give a private channel by its ID."
            )
        );

    private static Dictionary<string, string> Form(params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            form[name] = value;
        }

        return form;
    }
}
