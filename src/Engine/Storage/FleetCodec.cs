using System.Text.Json;
using System.Text.Json.Serialization;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Storage;

/// <summary>Encodes the fleet's events as they are stored, in the format of <see cref="EventCodec"/>.</summary>
public static class FleetCodec
{
    /// <summary>Every type of event, with its stored name.</summary>
    public static IReadOnlyDictionary<Type, string> Names { get; } =
        typeof(FleetEvent)
            .GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false)
            .Cast<JsonDerivedTypeAttribute>()
            .ToDictionary(known => known.DerivedType, known => (string)known.TypeDiscriminator!);

    public static string Encode(FleetEvent happened) => JsonSerializer.Serialize(happened, EventCodec.Options);

    /// <summary>Throws on an unknown name, field type or enum value; it never guesses.</summary>
    public static FleetEvent Decode(string json) =>
        JsonSerializer.Deserialize<FleetEvent>(json, EventCodec.Options)
        ?? throw new JsonException("An event cannot be null.");
}
