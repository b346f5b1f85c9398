using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// Gives an ID to each block that has none: unique within its message or form, and always the same.
/// </summary>
internal static class BlockIds
{
    public static JsonArray Fill(JsonArray blocks)
    {
        var used = blocks
            .Select(block => JsonText.String(block?["block_id"]))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        var number = 0;
        foreach (var block in blocks.OfType<JsonObject>().Where(block => block["block_id"] is null))
        {
            string id;
            do id = $"b{++number:D4}";
            while (!used.Add(id));
            block["block_id"] = id;
        }

        return blocks;
    }
}
