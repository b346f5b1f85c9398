using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Slack.Client;

/// <summary>
/// The few calls of Slack's Web API that a run needs. Every call answers with a value or a failure; a write goes out
/// once. Whose answer was lost is found again by its marker.
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

    public async Task<SlackReply<SlackIdentity>> AuthTestAsync(CancellationToken cancellation)
    {
        var reply = await _wire.ReadAsync("auth.test", Form(), cancellation);
        var answer = Read(reply, "auth.test", SlackShapes.IdentityOf);
        _identity = answer.Value ?? _identity;
        return answer;
    }

    /// <summary>Whose the bot token is and which scopes it has.</summary>
    public async Task<SlackReply<SlackStatus>> StandingAsync(CancellationToken cancellation)
    {
        ImmutableArray<string>? scopes = null;
        var reply = await _wire.ReadAsync("auth.test", Form(), cancellation, headers =>
            scopes = SlackShapes.ScopesOf(headers)
        );
        return Read(reply, "auth.test", body =>
            SlackShapes.IdentityOf(body) is { } whose ? new SlackStatus(whose, scopes) : null
        );
    }

    /// <summary>Whether the app-level token opens a socket. The ticket is not used and expires by itself.</summary>
    public async Task<SlackReply<bool>> MayOpenSocketAsync(CancellationToken cancellation) =>
        (await OpenSocketAsync(cancellation)).Then(_ => SlackReply<bool>.Good(true));

    /// <summary>Whether the bot is in the channel and may read it. One message is asked for and left alone.</summary>
    public async Task<SlackReply<bool>> MayReadAsync(string channelId, CancellationToken cancellation)
    {
        var reply = await _wire.ReadAsync(
            "conversations.history",
            Form(("channel", channelId), ("limit", "1")),
            cancellation
        );
        return reply.Then(_ => SlackReply<bool>.Good(true));
    }

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

    /// <summary>Replaces what a message says and looks like; its marker stays.</summary>
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
    /// Looks for our own message with this marker, in a thread or in the channel itself; null when it is not there.
    /// </summary>
    public async Task<SlackReply<PostedMessage?>> FindByMarkerAsync(
        string channel,
        string? threadTs,
        string marker,
        DateTimeOffset since,
        CancellationToken cancellation
    )
    {
        PostedMessage? found = null;
        var looked = await LookAsync(channel, threadTs, since, OneOfThem, cancellation);
        return looked.Then(_ => SlackReply<PostedMessage?>.Good(found));

        bool OneOfThem(string ts, ImmutableArray<string> markers)
        {
            if (markers.Contains(marker))
                found = new(channel, ts);
            return found is not null;
        }
    }

    /// <summary>Which of the wanted markers our own messages of a thread carry.</summary>
    public async Task<SlackReply<ImmutableHashSet<string>>> MarkersAsync(
        PostedMessage head,
        ImmutableArray<string> wanted,
        DateTimeOffset since,
        CancellationToken cancellation
    )
    {
        var found = ImmutableHashSet<string>.Empty;
        var looked = await LookAsync(head.Channel, head.Ts, since, AllOfThem, cancellation);
        return looked.Then(_ => SlackReply<ImmutableHashSet<string>>.Good(found));

        bool AllOfThem(string ts, ImmutableArray<string> markers)
        {
            found = found.Union(markers.Where(marker => wanted.Contains(marker)));
            return found.Count == wanted.Length;
        }
    }

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

    public async Task<SlackReply<SlackUser>> UserAsync(string id, CancellationToken cancellation) =>
        Read(await _wire.ReadAsync("users.info", Form(("user", id)), cancellation), "users.info", SlackShapes.UserOf);

    /// <summary>The ID of a channel given by name (<c>#openlibrary</c>) or ID. Found ones are remembered.</summary>
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

    public async Task<SlackReply<string>> PermalinkAsync(string channel, string ts, CancellationToken cancellation)
    {
        var form = Form(("channel", channel), ("message_ts", ts));
        var reply = await _wire.ReadAsync("chat.getPermalink", form, cancellation);
        return Read(reply, "chat.getPermalink", body => body.Text("permalink"));
    }

    internal async Task<SlackReply<string>> OpenSocketAsync(CancellationToken cancellation) =>
        Read(await _wire.OpenSocketAsync(cancellation), "apps.connections.open", body => body.Text("url"));

    /// <summary>Shows our own messages with their markers, until the looker has seen enough.</summary>
    private async Task<SlackReply<string?>> LookAsync(
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
                    .Where(one => hasEnough(one.Ts, one.Markers))
                    .Select(one => one.Ts)
                    .FirstOrDefault(),
            cancellation
        );
    }

    private async Task<SlackReply<SlackIdentity>> WhoAmIAsync(CancellationToken cancellation) =>
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
                $"Slack shows the app no channel {channel}. Check the runbook, and give a private channel by its ID."
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
