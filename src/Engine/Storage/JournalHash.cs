using OlUpgrade.Runs;
using OlUpgrade.Storage.Tables;
using OlUpgrade.Yaml;

namespace OlUpgrade.Storage;

/// <summary>The hash chain over a run's entries: each hash covers every entry before it.</summary>
internal static class JournalHash
{
    public static string Next(string previous, Entry entry, string payload) =>
        Next(previous, entry.Run.Number, entry.Version, entry.At.UtcTicks, payload);

    /// <summary>The hash that this row must have after a row with the previous hash.</summary>
    public static string Next(string previous, EntryRow row) =>
        Next(previous, row.Run, row.Version, row.At, row.Payload);

    /// <summary>The hash of an entry of the fleet's stream, which has the number 0 that no run has.</summary>
    public static string NextOfFleet(string previous, int version, long ticks, string payload) =>
        Next(previous, CheckpointHead.Fleet, version, ticks, payload);

    private static string Next(string previous, int run, int version, long ticks, string payload) =>
        Digest.Of($"{previous}\n{run}/{version}\n{ticks}\n{payload}").Hex;
}
