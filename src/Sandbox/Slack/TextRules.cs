using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>The rules of Block Kit for text objects. Each returns the fault, or null if there is none.</summary>
internal static class TextRules
{
    private static readonly string[] PlainFields = ["type", "text", "emoji"];
    private static readonly string[] MarkupFields = ["type", "text", "verbatim"];

    /// <summary>The text of a plain_text object; null if it is not one.</summary>
    public static string? Plain(JsonNode? text) =>
        JsonText.String(text?["type"]) == "plain_text" ? JsonText.String(text!["text"]) : null;

    public static string? Fault(JsonNode? text, int limit)
    {
        if (text is not JsonObject given || JsonText.String(given["text"]) is not { Length: > 0 } words)
            return "missing required field: text";
        if (JsonText.String(given["type"]) is not ("mrkdwn" or "plain_text"))
            return "unsupported type of text";
        if (UnknownField(given, JsonText.String(given["type"]) == "mrkdwn" ? MarkupFields : PlainFields) is { } unknown)
            return unknown;
        return words.Length > limit ? $"must be less than {limit + 1} characters" : null;
    }

    public static string? PlainFault(JsonNode? text, int limit) =>
        Plain(text) is null ? $"must be plain_text of at most {limit} characters" : Fault(text, limit);

    /// <summary>The fault of an object that has a field other than these.</summary>
    public static string? UnknownField(JsonObject given, IReadOnlyList<string> known) =>
        given.Select(pair => pair.Key).FirstOrDefault(key => !known.Contains(key)) is { } unknown
            ? $"unsupported field: {unknown}"
            : null;
}
