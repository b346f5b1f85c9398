using System.Text.Json;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>The entries of the journal, as somebody may have changed them, and its checkpoints in the log.</summary>
[Collection(FuzzCollection.Name)]
public sealed class EventFuzzTests
{
    private const int MaxSeeds = 60;

    private static readonly string Hash = new('a', 64);

    private static readonly IReadOnlyList<byte[]> Lines = Seeds.Of(
        $"2026-11-29 10:00:00 info: OlUpgrade.Checkpoints[1600] {new Checkpoint(3, Hash, [new(7, 40, Hash)]).ToLine()}",
        "Nov 29 10:00:00 ol-ops olupgrade[1234]: 2026-11-29 10:00:00 info: OlUpgrade.Checkpoints[1600] "
            + $"checkpoint 12 {Hash} 7/41/{Hash} 8/2/{Hash}/expired"
    );

    [Fact]
    [Parser("journal-events")]
    public void Any_bytes_of_an_entry_are_an_event_or_are_refused_as_one() =>
        Fuzz.Holds(
            new(
                "journal-events",
                [
                    .. RecordedJournal
                        .Named("2026-11-25-demo-rolled-back")
                        .Concat(RecordedJournal.Named("0.1.0-seed-258"))
                        .Select(entry => entry.Event)
                        .DistinctBy(EventCodec.NameOf)
                        .Take(MaxSeeds)
                        .SelectMany(happened => Seeds.Of(EventCodec.Encode(happened))),
                ],
                bytes => Decode(Seeds.Text(bytes))
            )
        );

    [Fact]
    [Parser("checkpoints")]
    public void Any_line_of_a_log_is_a_checkpoint_or_none() =>
        Fuzz.Holds(new("checkpoints", Lines, bytes => Checkpointed(Seeds.Text(bytes))));

    private static void Decode(string json)
    {
        _ = EventCodec.IsNamed("run-requested", json);
        try
        {
            var happened = EventCodec.Decode(json);
            if (Written(happened) is { } written)
                Assert.Equal(written, EventCodec.Encode(EventCodec.Decode(written)));
        }
        catch (Exception promised) when (promised is JsonException or NotSupportedException)
        {
            Assert.NotEmpty(promised.Message);
        }
    }

    /// <summary>Null for an entry from which somebody has cut a list: it is read, and never written.</summary>
    private static string? Written(RunEvent happened)
    {
        try
        {
            return EventCodec.Encode(happened);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static void Checkpointed(string line)
    {
        if (Checkpoint.Read(line) is { } read)
            Assert.Equal(
                read.ToLine(),
                Checkpoint.Read($"2026-11-29 10:00:00 info: OlUpgrade.Checkpoints[1600] {read.ToLine()}")?.ToLine()
            );
    }
}
