using System.Text.Json;
using System.Text.Json.Serialization;

namespace OlUpgrade.Hosting.People;

/// <summary>Reads tokens of every release, and writes those of an earlier one as they were.</summary>
internal sealed class StoredTokenConverter : JsonConverter<StoredToken>
{
    private const int HashLength = 64;

    /// <inheritdoc/>
    public override bool HandleNull => true;

    public override StoredToken Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            if (reader.TokenType == JsonTokenType.String)
                return new StoredToken(Whole(reader.GetString()), Made: null, Expires: null);
            using var entry = JsonDocument.ParseValue(ref reader);
            return new StoredToken(
                Whole(entry.RootElement.GetProperty("hash").GetString()),
                entry.RootElement.GetProperty("made").GetDateTimeOffset(),
                entry.RootElement.GetProperty("expires").GetDateTimeOffset()
            );
        }
        catch (Exception other) when (other is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException("An entry of the file of tokens is no token.", other);
        }
    }

    /// <summary>A hash that was cut would be nobody's, and have no ID.</summary>
    private static string Whole(string? hash) =>
        hash is { Length: HashLength } ? hash : throw new JsonException("A token has no hash.");

    public override void Write(Utf8JsonWriter writer, StoredToken value, JsonSerializerOptions options)
    {
        if (value is not { Made: { } made, Expires: { } expires })
        {
            writer.WriteStringValue(value.Hash);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("hash", value.Hash);
        writer.WriteString("made", made);
        writer.WriteString("expires", expires);
        writer.WriteEndObject();
    }
}
