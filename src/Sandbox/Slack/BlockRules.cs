using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// The rules of Block Kit, as far as this app uses it. Everything else is refused, even what Slack would accept.
/// </summary>
internal static class BlockRules
{
    private const int SectionLimit = 3_000;
    private const int FieldsLimit = 10;
    private const int FieldLimit = 2_000;
    private const int LabelLimit = 2_000;
    private const int HeaderLimit = 150;
    private const int ContextLimit = 10;
    private const int ActionsLimit = 25;
    private const int IdLimit = 255;

    private static readonly Dictionary<string, string[]> Fields = new()
    {
        ["section"] = ["type", "block_id", "text", "fields", "accessory"],
        ["context"] = ["type", "block_id", "elements"],
        ["divider"] = ["type", "block_id"],
        ["header"] = ["type", "block_id", "text"],
        ["actions"] = ["type", "block_id", "elements"],
        ["input"] = ["type", "block_id", "label", "element", "hint", "optional", "dispatch_action"],
    };

    /// <summary>The first fault; null if there is none.</summary>
    public static string? FaultOf(JsonArray blocks, bool inView)
    {
        var names = blocks.Select(block => JsonText.String(block?["block_id"])).OfType<string>().ToList();
        if (names.Count != names.Distinct().Count())
            return "block_id already exists [json-pointer:/blocks]";
        return blocks
            .Select(
                (block, at) =>
                    FaultOf(block as JsonObject, inView) is { } fault ? $"{fault} [json-pointer:/blocks/{at}]" : null
            )
            .FirstOrDefault(fault => fault is not null);
    }

    private static string? FaultOf(JsonObject? block, bool inView)
    {
        if (block is null || JsonText.String(block["type"]) is not { } type)
            return "missing required field: type";
        if (!Fields.TryGetValue(type, out var known) || (type == "input" && !inView))
            return $"unsupported type: {type}";
        if (TextRules.UnknownField(block, known) is { } unknown)
            return unknown;
        if (JsonText.String(block["block_id"])?.Length > IdLimit)
            return $"block_id must be less than {IdLimit + 1} characters";
        return type switch
        {
            "section" => SectionFault(block),
            "header" => TextRules.PlainFault(block["text"], HeaderLimit),
            "context" => EachFault(block["elements"], ContextLimit, element => TextRules.Fault(element, SectionLimit)),
            "actions" => EachFault(block["elements"], ActionsLimit, ElementRules.ButtonFault) ?? DuplicateFault(block),
            "input" => TextRules.PlainFault(block["label"], LabelLimit) ?? ElementRules.InputFault(block["element"]),
            _ => null,
        };
    }

    /// <summary>A section has text, or fields, or both.</summary>
    private static string? SectionFault(JsonObject section)
    {
        if (section["text"] is null && section["fields"] is null)
            return "missing required field: text or fields";
        if (section["text"] is { } text && TextRules.Fault(text, SectionLimit) is { } badText)
            return badText;
        if (
            section["fields"] is { } fields
            && EachFault(fields, FieldsLimit, field => TextRules.Fault(field, FieldLimit)) is { } badField
        )
            return badField;
        return section["accessory"] is { } accessory ? ElementRules.ButtonFault(accessory) : null;
    }

    private static string? EachFault(JsonNode? list, int max, Func<JsonNode?, string?> fault)
    {
        if (list is not JsonArray { Count: > 0 } items)
            return "needs at least one item";
        if (items.Count > max)
            return $"no more than {max} items allowed";
        return items.Select(fault).FirstOrDefault(found => found is not null);
    }

    private static string? DuplicateFault(JsonObject actions)
    {
        var names = ((JsonArray)actions["elements"]!)
            .Select(element => JsonText.String(element!["action_id"]))
            .ToList();
        return names.Distinct(StringComparer.Ordinal).Count() < names.Count ? "action_id already exists" : null;
    }
}
