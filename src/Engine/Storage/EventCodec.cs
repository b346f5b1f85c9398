using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OlUpgrade.Runs;

namespace OlUpgrade.Storage;

/// <summary>
/// Encodes events as they are stored: one JSON object each, with the event's name under <c>event</c>. Decoding throws
/// on an unknown name, field type or enum value; it never guesses.
/// </summary>
public static class EventCodec
{
    public static JsonSerializerOptions Options { get; } =
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            IgnoreReadOnlyProperties = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = false,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutEmptyOptions } },
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        };

    /// <summary>
    /// An optional constructor parameter was added by a later release. While it is empty it is not written, so that the
    /// entries of earlier releases keep their bytes.
    /// </summary>
    private static void LeaveOutEmptyOptions(JsonTypeInfo type)
    {
        foreach (
            var property in type.Properties.Where(property => property.AssociatedParameter is { HasDefaultValue: true })
        )
        {
            var isFalseByDefault = property.AssociatedParameter!.DefaultValue is false;
            property.ShouldSerialize = (_, value) =>
                value is not (null or ICollection { Count: 0 }) && !(isFalseByDefault && value is false);
        }
    }

    /// <summary>The same format, indented for people.</summary>
    public static JsonSerializerOptions Indented { get; } = new(Options) { WriteIndented = true };

    public static string Encode(RunEvent happened) => JsonSerializer.Serialize(happened, Options);

    public static RunEvent Decode(string json) =>
        JsonSerializer.Deserialize<RunEvent>(json, Options) ?? throw new JsonException("An event cannot be null.");

    /// <summary>The stored name of an event.</summary>
    public static string NameOf(RunEvent happened) => Names[happened.GetType()];

    /// <summary>True if the stored event has this name, which a hash covers only as part of the event.</summary>
    public static bool IsNamed(string name, string json)
    {
        try
        {
            using var stored = JsonDocument.Parse(json);
            return stored.RootElement.TryGetProperty("event", out var own) && own.ValueEquals(name);
        }
        // The entry is no object, its name no text, or a text in it half a character.
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>True for the stored name of an event that ends a run.</summary>
    public static bool EndsRun(string name) => Endings.Contains(name);

    /// <summary>Every type of event, with its stored name.</summary>
    public static IReadOnlyDictionary<Type, string> Names { get; } =
        typeof(RunEvent)
            .GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false)
            .Cast<JsonDerivedTypeAttribute>()
            .ToDictionary(known => known.DerivedType, known => (string)known.TypeDiscriminator!);

    private static HashSet<string> Endings { get; } =
    [
        Names[typeof(RunEvent.RunSucceeded)],
        Names[typeof(RunEvent.RunFailed)],
        Names[typeof(RunEvent.RunRefused)],
        Names[typeof(RunEvent.RunAborted)],
        Names[typeof(RunEvent.RunRolledBack)],
    ];
}
