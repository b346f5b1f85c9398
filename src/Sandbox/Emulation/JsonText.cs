using System.Text.Json;
using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Emulation;

/// <summary>Reads untrusted JSON. A value that is missing or has another type is null, never an exception.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonObject? Object(string text) => Parse(text) as JsonObject;

    public static string? String(JsonNode? node) =>
        node?.GetValueKind() is JsonValueKind.String ? node.GetValue<string>() : null;

    public static bool Flag(JsonNode? node) => node?.GetValueKind() is JsonValueKind.True;

    public static int? Number(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    public static JsonArray Array(IEnumerable<JsonNode?> nodes) => new([.. nodes]);

    public static JsonArray Strings(IEnumerable<string> texts) => Array(texts.Select(text => (JsonNode?)text));
}
