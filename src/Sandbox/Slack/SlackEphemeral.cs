using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>A line that one person alone sees; the service keeps no copy of it and no method returns it.</summary>
internal sealed record SlackEphemeral(string Ts, string User, string ChannelId, string? ThreadTs, string Author, string Text)
{
    public JsonObject ToJson() => new()
    {
        ["ts"] = Ts,
        ["user"] = Author,
        ["text"] = Text,
        ["thread_ts"] = ThreadTs,
        ["is_ephemeral"] = true,
    };
}
