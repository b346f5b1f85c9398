using System.Text.Json;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Api;

/// <summary>A journal entry in the API and in <c>journal --json</c>, exactly as it is stored.</summary>
/// <param name="Version">Its place in the run's journal, from 1 without gaps.</param>
/// <param name="At">When it was recorded, in UTC, by the service's clock.</param>
/// <param name="Event">The event's stored name, for example <c>step-succeeded</c>; never changes its meaning.</param>
/// <param name="Payload">The event's stored fields; the name is in it too, as <c>event</c>.</param>
public sealed record EntryView(int Version, DateTimeOffset At, string Event, JsonElement Payload)
{
    /// <summary>The view of an entry.</summary>
    public static EntryView Of(Entry entry) =>
        new(
            entry.Version,
            entry.At,
            EventCodec.NameOf(entry.Event),
            JsonDocument.Parse(EventCodec.Encode(entry.Event)).RootElement
        );

    /// <summary>
    /// The entry as part of this run. Throws a <see cref="JsonException"/> for an event that this release does not
    /// know.
    /// </summary>
    public Entry In(RunId run) => new(run, Version, At, EventCodec.Decode(Payload.GetRawText()));
}
