using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>A line that one person alone sees; the service keeps no copy of it and no method returns it.</summary>
internal sealed record SlackEphemeral(
    string Ts,
    string User,
    string ChannelId,
    string? ThreadTs,
    string Author,
    SlackContent Content
)
{
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["ts"] = Ts,
            ["user"] = Author,
            ["thread_ts"] = ThreadTs,
            ["is_ephemeral"] = true,
        };
        Content.AddTo(json, withMetadata: false);
        return json;
    }
}
