using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>The conversations methods: channels, their messages, and the replies in a thread.</summary>
internal static class ConversationCalls
{
    private static readonly HashSet<string> KnownTypes = ["public_channel", "private_channel", "mpim", "im"];

    public static JsonObject History(SlackCall call)
    {
        if (FindReadable(call, out var channel) is { } refusal)
            return refusal;
        if (SlackSpan.Read(call.Arguments, out var span) is { } badSpan)
            return badSpan;

        return Answer(call, [.. channel.Surface.Where(message => span.Holds(message.Instant)).Reverse()]);
    }

    /// <summary>
    /// The parent comes first on the first page, regardless of the time range; the replies follow, oldest first.
    /// </summary>
    public static JsonObject Replies(SlackCall call)
    {
        if (FindReadable(call, out var channel) is { } refusal)
            return refusal;
        if (SlackSpan.Read(call.Arguments, out var span) is { } badSpan)
            return badSpan;

        return channel.Find(call.Text("ts")) is { } parent
            ? Answer(call, [parent, .. parent.Replies.Where(message => span.Holds(message.Instant))])
            : SlackAnswer.Refuse("thread_not_found");
    }

    public static JsonObject List(SlackCall call)
    {
        var types = (call.Text("types") ?? "public_channel").Split(',', StringSplitOptions.TrimEntries);
        if (!types.All(KnownTypes.Contains))
            return SlackAnswer.Refuse("invalid_types");

        var all = call
            .Workspace.Channels.Where(channel =>
                types.Contains(channel.IsPrivate ? "private_channel" : "public_channel")
            )
            .Where(channel => call.Channel(channel.Id) is not null)
            .Where(channel => !channel.IsArchived || !call.Arguments.Flag("exclude_archived"))
            .ToList();
        if (SlackPaging.Cut(call.Arguments, all, channel => channel.Id, out var page, out var next) is { } refusal)
            return refusal;

        return SlackAnswer.Ok(
            new JsonObject
            {
                ["channels"] = JsonText.Array(page.Select(channel => channel.ToJson())),
                ["response_metadata"] = new JsonObject { ["next_cursor"] = next },
            }
        );
    }

    /// <summary>Reading a private channel needs a scope of its own.</summary>
    private static JsonObject? FindReadable(SlackCall call, out SlackChannel channel)
    {
        const string scope = "groups:history";
        if (call.FindChannel(out channel) is { } refusal)
            return refusal;
        return channel.IsPrivate && !call.Token.Scopes.Contains(scope)
            ? SlackAnswer.MissingScope(scope, call.Token)
            : null;
    }

    private static JsonObject Answer(SlackCall call, IReadOnlyList<SlackMessage> messages)
    {
        if (SlackPaging.Cut(call.Arguments, messages, each => each.Ts, out var page, out var next) is { } refusal)
            return refusal;

        var withMetadata = call.Arguments.Flag("include_all_metadata");
        var answer = SlackAnswer.Ok(
            new JsonObject
            {
                ["messages"] = JsonText.Array(page.Select(message => SlackWorkspace.Render(message, withMetadata))),
                ["has_more"] = next.Length > 0,
            }
        );
        if (next.Length > 0)
            answer["response_metadata"] = new JsonObject { ["next_cursor"] = next };
        return answer;
    }
}
