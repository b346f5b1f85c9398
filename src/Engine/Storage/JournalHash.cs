using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Storage;

/// <summary>The chain over a run's entries: each hash covers all entries before it.</summary>
internal static class JournalHash
{
    public static string Next(string previous, Entry entry, string payload) =>
        Digest.Of($"{previous}\n{entry.Run}/{entry.Version}\n{entry.At.UtcTicks}\n{payload}").Hex;
}
