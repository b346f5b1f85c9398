using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// Names for blocks that were given none: unique within their message or form, and the same ever after.
/// </summary>
internal static class BlockNames
{
    public static JsonArray Fill(JsonArray blocks)
    {
        var taken = blocks
            .Select(block => JsonText.String(block?["block_id"]))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        var number = 0;
        foreach (var block in blocks.OfType<JsonObject>().Where(block => block["block_id"] is null))
        {
            string name;
            do name = $"b{++number:D4}";
            while (!taken.Add(name));
            block["block_id"] = name;
        }

        return blocks;
    }
}
