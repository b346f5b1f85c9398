using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>A message in a channel: a parent, or a reply in its thread.</summary>
internal sealed class SlackMessage(string ts, string author, SlackContent content)
{
    public string Ts { get; } = ts;

    public long Instant { get; } = SlackTimestamp.Read(ts) ?? throw new ArgumentException(ts, nameof(ts));

    public string Author { get; } = author;

    public SlackContent Content { get; private set; } = content;

    public string? EditedTs { get; private set; }

    /// <summary>The timestamp of the parent; null if this is not a reply.</summary>
    public string? ThreadTs { get; init; }

    public bool IsBroadcast { get; init; }

    public List<SlackMessage> Replies { get; } = [];

    public List<SlackReaction> Reactions { get; } = [];

    public bool IsReply => ThreadTs is not null;

    public void Edit(SlackContent content, string editedTs)
    {
        Content = content;
        EditedTs = editedTs;
    }

    /// <summary>Adds a reaction; false if it was already there.</summary>
    public bool AddReaction(string user, string name)
    {
        var reaction = Reactions.Find(each => each.Name == name);
        if (reaction is null)
            Reactions.Add(reaction = new SlackReaction(name));
        if (reaction.Users.Contains(user))
            return false;

        reaction.Users.Add(user);
        return true;
    }

    /// <summary>Removes a reaction; false if it was not there.</summary>
    public bool RemoveReaction(string user, string name)
    {
        var removed = Reactions.Find(each => each.Name == name)?.Users.Remove(user) ?? false;
        Reactions.RemoveAll(reaction => reaction.Users.Count == 0);
        return removed;
    }

    public JsonObject ToJson(bool withMetadata, int usersShown)
    {
        var message = new JsonObject
        {
            ["type"] = "message",
            ["user"] = Author,
            ["ts"] = Ts,
        };
        if (IsBroadcast)
            message["subtype"] = "thread_broadcast";
        AddOrigin(message);
        Content.AddTo(message, withMetadata);
        message["team"] = SlackWorkspace.TeamId;
        AddThread(message);
        if (EditedTs is not null)
            message["edited"] = new JsonObject { ["user"] = Author, ["ts"] = EditedTs };
        if (Reactions.Count > 0)
            message["reactions"] = JsonText.Array(Reactions.Select(reaction => reaction.ToJson(usersShown)));
        return message;
    }

    private void AddOrigin(JsonObject message)
    {
        if (Author != SlackWorkspace.BotUserId)
        {
            message["client_msg_id"] = $"sandbox-{Ts}";
            return;
        }
        message["bot_id"] = SlackWorkspace.BotId;
        message["app_id"] = SlackWorkspace.AppId;
        message["bot_profile"] = new JsonObject
        {
            ["id"] = SlackWorkspace.BotId,
            ["app_id"] = SlackWorkspace.AppId,
            ["name"] = "OlUpgrade",
            ["deleted"] = false,
            ["team_id"] = SlackWorkspace.TeamId,
        };
    }

    private void AddThread(JsonObject message)
    {
        if (IsReply)
        {
            message["thread_ts"] = ThreadTs;
            return;
        }
        if (Replies.Count == 0)
            return;

        var authors = Replies.Select(reply => reply.Author).Distinct().ToList();
        message["thread_ts"] = Ts;
        message["reply_count"] = Replies.Count;
        message["reply_users_count"] = authors.Count;
        message["latest_reply"] = Replies[^1].Ts;
        message["reply_users"] = JsonText.Strings(authors);
        message["is_locked"] = false;
        message["subscribed"] = false;
    }
}
