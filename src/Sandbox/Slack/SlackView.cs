using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>A form that one person has open.</summary>
internal sealed class SlackView(string id, string user, JsonObject given)
{
    private const int TitleLimit = 24;
    private const int MetadataLimit = 3_000;

    private static readonly HashSet<string> Known =
    [
        "type",
        "title",
        "blocks",
        "close",
        "submit",
        "private_metadata",
        "callback_id",
        "clear_on_close",
        "notify_on_close",
        "external_id",
        "submit_disabled",
    ];

    public string Id { get; } = id;

    public string User { get; } = user;

    /// <summary>True while the submitted form waits for the app's answer.</summary>
    public bool IsSent { get; private set; }

    /// <summary>The errors by block; the empty name is for the form as a whole.</summary>
    private JsonObject Errors { get; set; } = [];

    /// <summary>Why Slack would not show the form; null if it would.</summary>
    public static string? FaultOf(JsonObject view)
    {
        if (view.Select(pair => pair.Key).FirstOrDefault(key => !Known.Contains(key)) is { } unknown)
            return $"unsupported field: {unknown} [json-pointer:/view]";
        if (JsonText.String(view["type"]) != "modal")
            return "must be a valid view type [json-pointer:/view/type]";
        foreach (var name in (string[])["title", "submit", "close"])
        {
            if (view[name] is { } part && TextRules.PlainFault(part, TitleLimit) is { } badText)
                return $"{badText} [json-pointer:/view/{name}]";
        }

        if (view["title"] is null)
            return "missing required field: title [json-pointer:/view]";
        if (JsonText.String(view["private_metadata"])?.Length > MetadataLimit)
            return $"must be less than {MetadataLimit + 1} characters [json-pointer:/view/private_metadata]";
        if (view["blocks"] is not JsonArray blocks)
            return "missing required field: blocks [json-pointer:/view]";
        if (view["submit"] is null && blocks.Any(block => block?["type"]?.ToString() == "input"))
            return "missing required field: submit [json-pointer:/view]";
        return BlockRules.FaultOf(blocks, inView: true);
    }

    /// <summary>The label of the first required field that is empty; null if none is.</summary>
    public string? MissingField(IReadOnlyDictionary<string, string> filled) =>
        Inputs()
            .Where(input =>
                !JsonText.Flag(input["optional"]) && string.IsNullOrWhiteSpace(filled.GetValueOrDefault(NameOf(input)))
            )
            .Select(input => TextRules.Plain(input["label"]) ?? NameOf(input))
            .FirstOrDefault();

    public JsonObject ToJson()
    {
        var json = (JsonObject)given.DeepClone();
        json["id"] = Id;
        json["team_id"] = SlackWorkspace.TeamId;
        json["app_id"] = SlackWorkspace.AppId;
        json["bot_id"] = SlackWorkspace.BotId;
        json["hash"] = $"{Id}.1";
        json["private_metadata"] ??= "";
        json["callback_id"] ??= "";
        json["state"] = new JsonObject { ["values"] = new JsonObject() };
        return json;
    }

    public void Send() => (IsSent, Errors) = (true, []);

    /// <summary>
    /// Shows the form to the person again, with the errors of its fields; null means that the app was not reached.
    /// </summary>
    public void Reopen(JsonObject? errors)
    {
        var names = Inputs().Select(NameOf).ToHashSet(StringComparer.Ordinal);
        var known = (errors ?? []).Where(error =>
            names.Contains(error.Key) && JsonText.String(error.Value) is { Length: > 0 }
        );
        (IsSent, Errors) = (
            false,
            new JsonObject(known.Select(error => KeyValuePair.Create(error.Key, error.Value?.DeepClone())))
        );
        if (Errors.Count == 0)
            Errors[""] = "We had some trouble connecting. Try again?";
    }

    /// <summary>The form as the person sees it.</summary>
    public JsonObject Shown()
    {
        var json = ToJson();
        json["errors"] = Errors.DeepClone();
        return json;
    }

    public JsonObject Sent(IReadOnlyDictionary<string, string> filled)
    {
        var values = new JsonObject();
        foreach (var input in Inputs())
        {
            var element = input["element"]!;
            values[NameOf(input)] = new JsonObject
            {
                [element["action_id"]!.ToString()] = Value(element, filled.GetValueOrDefault(NameOf(input))),
            };
        }

        var json = ToJson();
        json["state"]!["values"] = values;
        return json;
    }

    private static JsonObject Value(JsonNode element, string? filled)
    {
        var type = element["type"]!.ToString();
        if (type == "plain_text_input")
            return new() { ["type"] = type, ["value"] = string.IsNullOrEmpty(filled) ? null : filled };
        var option = (element["options"] as JsonArray ?? []).FirstOrDefault(one => one?["value"]?.ToString() == filled);
        return new() { ["type"] = type, ["selected_option"] = option?.DeepClone() };
    }

    private IEnumerable<JsonNode> Inputs() =>
        (given["blocks"] as JsonArray ?? []).OfType<JsonNode>().Where(block => block["type"]?.ToString() == "input");

    private static string NameOf(JsonNode input) => input["block_id"]?.ToString() ?? "";
}
