using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// The rules of Block Kit for the elements that this app uses. Each rule returns the fault, or null if there is none.
/// </summary>
internal static class ElementRules
{
    private const int LabelLimit = 75;
    private const int ValueLimit = 2_000;
    private const int IdLimit = 255;
    private const int UrlLimit = 3_000;
    private const int OptionsLimit = 100;
    private const int OptionValueLimit = 150;

    private static readonly string[] ButtonFields =
    [
        "type",
        "text",
        "action_id",
        "url",
        "value",
        "style",
        "confirm",
        "accessibility_label",
    ];

    private static readonly string[] ConfirmFields = ["title", "text", "confirm", "deny", "style"];

    private static readonly string[] InputFields =
    [
        "type",
        "action_id",
        "placeholder",
        "initial_value",
        "multiline",
        "min_length",
        "max_length",
        "dispatch_action_config",
        "focus_on_load",
    ];

    private static readonly string[] SelectFields =
    [
        "type",
        "action_id",
        "placeholder",
        "options",
        "initial_option",
        "confirm",
        "focus_on_load",
    ];

    public static string? ButtonFault(JsonNode? button)
    {
        if (button is not JsonObject given || JsonText.String(given["type"]) != "button")
            return "unsupported element";
        if (TextRules.UnknownField(given, ButtonFields) is { } unknown)
            return unknown;
        if (TextRules.PlainFault(given["text"], LabelLimit) is { } badText)
            return badText;
        if (JsonText.String(given["action_id"]) is not { Length: > 0 and <= IdLimit })
            return "missing required field: action_id";
        if (given["value"] is { } value && JsonText.String(value) is not { Length: <= ValueLimit })
            return $"value must be less than {ValueLimit + 1} characters";
        return UrlFault(given["url"]) ?? StyleFault(given["style"]) ?? ConfirmFault(given["confirm"]);
    }

    /// <summary>The element of an input block.</summary>
    public static string? InputFault(JsonNode? element)
    {
        if (
            element is not JsonObject given
            || JsonText.String(given["action_id"]) is not { Length: > 0 and <= IdLimit }
        )
            return "missing required field: action_id";
        return JsonText.String(given["type"]) switch
        {
            "plain_text_input" => TextRules.UnknownField(given, InputFields),
            "static_select" => TextRules.UnknownField(given, SelectFields) ?? OptionsFault(given["options"]),
            _ => "unsupported element",
        };
    }

    private static string? UrlFault(JsonNode? url)
    {
        if (url is null)
            return null;
        return
            JsonText.String(url) is { Length: <= UrlLimit } text
            && Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https" or "mailto"
            ? null
            : $"must be a valid URL of at most {UrlLimit} characters";
    }

    private static string? StyleFault(JsonNode? style) =>
        style is null || JsonText.String(style) is "primary" or "danger" ? null : "unsupported style";

    private static string? ConfirmFault(JsonNode? confirm)
    {
        if (confirm is null)
            return null;
        if (confirm is not JsonObject given)
            return "confirm must be an object";
        return TextRules.UnknownField(given, ConfirmFields)
            ?? TextRules.PlainFault(given["title"], 100)
            ?? TextRules.Fault(given["text"], 300)
            ?? TextRules.PlainFault(given["confirm"], 30)
            ?? TextRules.PlainFault(given["deny"], 30)
            ?? StyleFault(given["style"]);
    }

    private static string? OptionsFault(JsonNode? options) =>
        options is JsonArray { Count: > 0 and <= OptionsLimit } given
            ? given.Select(OptionFault).FirstOrDefault(fault => fault is not null)
            : $"needs 1 to {OptionsLimit} options";

    private static string? OptionFault(JsonNode? option) =>
        JsonText.String(option?["value"]) is { Length: > 0 and <= OptionValueLimit }
            ? TextRules.PlainFault(option!["text"], LabelLimit)
            : $"each option has a value of at most {OptionValueLimit} characters";
}
