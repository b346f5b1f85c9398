using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>The content of a message: its text, its blocks and the metadata that only apps see.</summary>
internal sealed record SlackContent(string Text, JsonArray? Blocks = null, JsonObject? Metadata = null)
{
    public void AddTo(JsonObject message, bool withMetadata)
    {
        message["text"] = Text;
        if (Blocks is not null)
            message["blocks"] = Blocks.DeepClone();
        if (withMetadata && Metadata is not null)
            message["metadata"] = Metadata.DeepClone();
    }
}
