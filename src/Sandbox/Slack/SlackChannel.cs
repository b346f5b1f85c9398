using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>A channel with its members, and its messages in order of time.</summary>
internal sealed class SlackChannel(string id, string name, IEnumerable<string> members)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public bool IsPrivate { get; init; }

    public bool IsArchived { get; set; }

    public HashSet<string> Members { get; } = [.. members];

    public List<SlackMessage> Messages { get; } = [];

    public bool HasBot => Members.Contains(SlackWorkspace.BotUserId);

    /// <summary>
    /// The messages that the channel itself shows: parents, and replies that were also sent to the channel.
    /// </summary>
    public IEnumerable<SlackMessage> Surface => Messages.Where(message => !message.IsReply || message.IsBroadcast);

    public SlackMessage? Find(string? ts) => Messages.Find(message => message.Ts == ts);

    public void Add(SlackMessage message)
    {
        Messages.Add(message);
        if (message.ThreadTs is { } parent)
            Find(parent)?.Replies.Add(message);
    }

    public void Remove(SlackMessage message)
    {
        Messages.Remove(message);
        if (message.ThreadTs is { } parent)
            Find(parent)?.Replies.Remove(message);
    }

    public JsonObject ToJson() =>
        new()
        {
            ["id"] = Id,
            ["name"] = Name,
            ["name_normalized"] = Name,
            ["is_channel"] = !IsPrivate,
            ["is_group"] = IsPrivate,
            ["is_im"] = false,
            ["is_mpim"] = false,
            ["is_private"] = IsPrivate,
            ["is_archived"] = IsArchived,
            ["is_general"] = false,
            ["is_shared"] = false,
            ["is_member"] = HasBot,
            ["num_members"] = Members.Count,
            ["created"] = 1_500_000_000,
            ["creator"] = "U0MEK",
            ["topic"] = new JsonObject
            {
                ["value"] = "",
                ["creator"] = "",
                ["last_set"] = 0,
            },
            ["purpose"] = new JsonObject
            {
                ["value"] = "",
                ["creator"] = "",
                ["last_set"] = 0,
            },
        };
}
