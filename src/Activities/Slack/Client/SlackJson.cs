using System.Text.Json;
using OlUpgrade.Wire;

namespace OlUpgrade.Slack.Client;

/// <summary>Reads Slack's JSON without trusting it: a missing or mistyped value is null, empty or false.</summary>
internal static class SlackJson
{
    /// <summary>Null for what is not JSON.</summary>
    public static JsonElement? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(WholeCharacters.Of(json));
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement? Child(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var child) ? child : null;

    public static string? Text(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.String } child ? child.GetString() : null;

    public static bool Flag(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.True };

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.Array } child ? child.EnumerateArray() : [];
}
