using System.Text.Json;
using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// The named arguments of one call, from the query and the body. In a form every value is text, and structures are JSON
/// text; in a JSON body values have their own types.
/// </summary>
internal sealed class SlackArguments
{
    private const string Form = "application/x-www-form-urlencoded";
    private readonly Dictionary<string, JsonNode?> _values = [];

    /// <summary>Why the body could not be read; null if it could.</summary>
    public string? Error { get; private init; }

    public IEnumerable<string> Names => _values.Keys;

    /// <summary>Reads the arguments. As in Slack, methods that only read ignore a JSON body.</summary>
    public static SlackArguments Read(EmulatedRequest request, bool seesJson)
    {
        var query = EmulatedRequest.ReadForm(request.Query);
        if (request.Body.Length == 0)
            return Of(query);

        return request.MediaType switch
        {
            Form => Of(query.Concat(EmulatedRequest.ReadForm(request.Body))),
            "application/json" when !seesJson => Of(query),
            "application/json" => JsonText.Parse(request.Body) switch
            {
                JsonObject body => Of(query, body),
                null => new SlackArguments { Error = "invalid_json" },
                _ => new SlackArguments { Error = "json_not_object" },
            },
            null => new SlackArguments { Error = "missing_post_type" },
            _ => new SlackArguments { Error = "invalid_post_type" },
        };
    }

    public bool Has(string name) => _values.GetValueOrDefault(name) is not null;

    public string? Text(string name) =>
        _values.GetValueOrDefault(name) switch
        {
            null => null,
            JsonValue value when value.GetValueKind() is JsonValueKind.String => value.GetValue<string>(),
            var other => other.ToJsonString(),
        };

    public bool Flag(string name) => Text(name) is "true" or "1" or "t";

    public int? Number(string name) => int.TryParse(Text(name), out var number) ? number : null;

    /// <summary>An object or array, given as such or as JSON text; null if it is neither.</summary>
    public JsonNode? Structure(string name) =>
        _values.GetValueOrDefault(name) switch
        {
            JsonObject or JsonArray => _values[name]!.DeepClone(),
            JsonValue value when value.GetValueKind() is JsonValueKind.String => JsonText.Parse(
                value.GetValue<string>()
            ),
            _ => null,
        };

    private static SlackArguments Of(IEnumerable<KeyValuePair<string, string>> form, JsonObject? body = null)
    {
        var arguments = new SlackArguments();
        foreach (var (name, value) in form)
            arguments._values[name] = value;
        foreach (var (name, value) in body ?? [])
            arguments._values[name] = value?.DeepClone();
        return arguments;
    }
}
