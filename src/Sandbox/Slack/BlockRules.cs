using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>What Block Kit allows, as far as this app uses it; anything else is refused, also what the real one would take.</summary>
internal static class BlockRules
{
    private const int SectionLimit = 3_000;
    private const int ButtonLimit = 75;
    private const int ValueLimit = 2_000;
    private const int NameLimit = 255;
    private const int ElementsLimit = 25;

    private static readonly Dictionary<string, string[]> Fields = new()
    {
        ["section"] = ["type", "block_id", "text", "fields", "accessory"],
        ["context"] = ["type", "block_id", "elements"],
        ["divider"] = ["type", "block_id"],
        ["header"] = ["type", "block_id", "text"],
        ["actions"] = ["type", "block_id", "elements"],
        ["input"] = ["type", "block_id", "label", "element", "hint", "optional", "dispatch_action"],
    };

    /// <summary>The first fault; null when there is none.</summary>
    public static string? FaultOf(JsonArray blocks, bool inView)
    {
        var names = blocks.Select(block => JsonText.String(block?["block_id"])).OfType<string>().ToList();
        if (names.Count != names.Distinct().Count())
            return "block_id already exists [json-pointer:/blocks]";
        return blocks.Select((block, at) => FaultOf(block as JsonObject, inView) is { } fault ? $"{fault} [json-pointer:/blocks/{at}]" : null)
            .FirstOrDefault(fault => fault is not null);
    }

    public static string? PlainText(JsonNode? text) =>
        JsonText.String(text?["type"]) == "plain_text" ? JsonText.String(text!["text"]) : null;

    private static string? FaultOf(JsonObject? block, bool inView)
    {
        if (block is null || JsonText.String(block["type"]) is not { } type)
            return "missing required field: type";
        if (!Fields.TryGetValue(type, out var known) || (type == "input" && !inView))
            return $"unsupported type: {type}";
        if (block.Select(pair => pair.Key).FirstOrDefault(key => !known.Contains(key)) is { } stranger)
            return $"unsupported field: {stranger}";
        if (JsonText.String(block["block_id"])?.Length > NameLimit)
            return $"block_id must be less than {NameLimit + 1} characters";
        return type switch
        {
            "section" => TextFault(block["text"], SectionLimit),
            "header" => PlainText(block["text"]) is { Length: > 0 and <= 150 } ? null : "must be plain_text of at most 150 characters",
            "context" => EachFault(block, 10, element => TextFault(element, SectionLimit)),
            "actions" => EachFault(block, ElementsLimit, ButtonFault),
            "input" => InputFault(block),
            _ => null,
        };
    }

    private static string? EachFault(JsonObject block, int most, Func<JsonNode?, string?> fault) =>
        block["elements"] is not JsonArray { Count: > 0 } elements ? "missing required field: elements"
            : elements.Count > most ? $"no more than {most} items allowed"
            : elements.Select(fault).FirstOrDefault(found => found is not null);

    private static string? TextFault(JsonNode? text, int limit) => JsonText.String(text?["text"]) switch
    {
        null or "" => "missing required field: text",
        { } words when words.Length > limit => $"must be less than {limit + 1} characters",
        _ => JsonText.String(text!["type"]) is "mrkdwn" or "plain_text" ? null : "unsupported type of text",
    };

    private static string? ButtonFault(JsonNode? button)
    {
        if (JsonText.String(button?["type"]) != "button")
            return "unsupported element";
        if (PlainText(button!["text"]) is not { Length: > 0 and <= ButtonLimit })
            return $"must be plain_text of at most {ButtonLimit} characters";
        if (JsonText.String(button["action_id"]) is not { Length: > 0 and <= NameLimit })
            return "missing required field: action_id";
        if (JsonText.String(button["value"])?.Length > ValueLimit)
            return $"value must be less than {ValueLimit + 1} characters";
        return button["style"] is null || JsonText.String(button["style"]) is "primary" or "danger" ? null : "unsupported style";
    }

    private static string? InputFault(JsonObject input)
    {
        if (PlainText(input["label"]) is not { Length: > 0 and <= SectionLimit })
            return "missing required field: label";
        var element = input["element"];
        if (JsonText.String(element?["action_id"]) is null)
            return "missing required field: action_id";
        return JsonText.String(element!["type"]) switch
        {
            "plain_text_input" => null,
            "static_select" when element["options"] is JsonArray { Count: > 0 and <= 100 } options =>
                options.All(option => PlainText(option?["text"]) is { Length: > 0 and <= ButtonLimit } && JsonText.String(option!["value"]) is { Length: > 0 and <= 150 })
                    ? null
                    : "each option has a plain_text and a value of at most 150 characters",
            _ => "unsupported element",
        };
    }
}
