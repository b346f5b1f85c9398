using OlUpgrade.Storage;

namespace OlUpgrade.Spec.House.Contracts;

/// <summary>The events as they stand in journals: names and fields are only ever added to.</summary>
internal static class StoredEvents
{
    public static IEnumerable<string> Lines()
    {
        var fields = new JsonFields(EventCodec.Options);
        var events = EventCodec.Names.ToDictionary(known => known.Value, known => fields.Of(known.Key).ToHashSet());
        var common = events.Values.Aggregate((some, others) => [.. some.Intersect(others)]);
        return events
            .SelectMany(one =>
                one.Value.Except(common).Select(field => $"event {one.Key} {field}").Prepend($"event {one.Key}")
            )
            .Concat(common.Select(field => $"event of any name {field}"))
            .Order(StringComparer.Ordinal);
    }
}
