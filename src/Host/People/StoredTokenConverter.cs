using System.Text.Json;
using System.Text.Json.Serialization;

namespace OlUpgrade.Hosting.People;

/// <summary>Reads tokens of every release, and writes those of an earlier one as they were.</summary>
internal sealed class StoredTokenConverter : JsonConverter<StoredToken>
{
    public override StoredToken Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new StoredToken(reader.GetString()!, Made: null, Expires: null);
        using var entry = JsonDocument.ParseValue(ref reader);
        return new StoredToken(
            entry.RootElement.GetProperty("hash").GetString()!,
            entry.RootElement.GetProperty("made").GetDateTimeOffset(),
            entry.RootElement.GetProperty("expires").GetDateTimeOffset()
        );
    }

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
