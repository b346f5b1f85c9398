using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>An ephemeral message, which only one person sees and no method of the Web API returns.</summary>
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
