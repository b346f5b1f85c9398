using OlUpgrade.Storage;

namespace OlUpgrade.Spec.House.Contracts;

/// <summary>The events as they stand in journals: names and fields are only ever added to.</summary>
internal static class StoredEvents
{
    public static IEnumerable<string> Lines() => EventCodec.Names
        .SelectMany(known => new JsonFields(EventCodec.Options).Of(known.Key).DefaultIfEmpty("").Select(field => $"event {known.Value} {field}".TrimEnd()))
        .Order(StringComparer.Ordinal);
}
