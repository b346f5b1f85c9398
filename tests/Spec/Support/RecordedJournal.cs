using System.Collections.Immutable;
using System.Text.Json;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Spec.Support;

/// <summary>The entries of a recorded journal, all of run 1.</summary>
internal static class RecordedJournal
{
    public static ImmutableArray<Entry> Named(string name) => Read($"tests/Spec/Storage/Journals/{name}.journal.jsonl");

    public static ImmutableArray<Entry> Read(string file) =>
        [.. Repository.Read(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(EntryOf)];

    private static Entry EntryOf(string line)
    {
        var entry = JsonDocument.Parse(line).RootElement;
        return new Entry(
            new RunId(1),
            entry.GetProperty("version").GetInt32(),
            entry.GetProperty("at").GetDateTimeOffset(),
            EventCodec.Decode(entry.GetProperty("payload").GetRawText())
        );
    }
}
