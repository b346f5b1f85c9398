using System.Text.Json;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Api;

/// <summary>A journal entry as stored.</summary>
public sealed record EntryView(int Version, DateTimeOffset At, string Event, JsonElement Payload)
{
    public static EntryView Of(Entry entry) =>
        new(
            entry.Version,
            entry.At,
            EventCodec.NameOf(entry.Event),
            JsonDocument.Parse(EventCodec.Encode(entry.Event)).RootElement
        );

    /// <summary>
    /// The entry of this run that it was made of; an event that this release does not know is refused loudly.
    /// </summary>
    public Entry In(RunId run) => new(run, Version, At, EventCodec.Decode(Payload.GetRawText()));
}
