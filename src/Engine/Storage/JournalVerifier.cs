using Microsoft.EntityFrameworkCore;
using OlUpgrade.Runs;
using OlUpgrade.Storage.Tables;

namespace OlUpgrade.Storage;

/// <summary>
/// Recomputes a run's hash chain from what is stored. An attacker who can write the file can also write new hashes, but
/// not the hash on the tracking issue.
/// </summary>
public sealed class JournalVerifier(JournalStore store)
{
    /// <summary>What was found; null if the run has no entries.</summary>
    public async Task<Verification?> VerifyAsync(RunId run, CancellationToken cancellation)
    {
        var (entries, version) = await store.ReadAsync(async context =>
            (
                await context
                    .Entries.AsNoTracking()
                    .Where(row => row.Run == run.Number)
                    .OrderBy(row => row.Version)
                    .ToListAsync(cancellation),
                await context
                    .Runs.Where(row => row.Id == run.Number)
                    .Select(row => row.Version)
                    .FirstOrDefaultAsync(cancellation)
            )
        );
        return entries.Count == 0 ? null : Verify(entries, version);
    }

    private static Verification Verify(List<EntryRow> entries, int version)
    {
        var previous = "";
        for (var index = 0; index < entries.Count; index++)
        {
            var entry = entries[index];
            if (entry.Version != index + 1)
                return Broken(entries, index + 1, "it is missing");
            if (entry.Hash != JournalHash.Next(previous, entry))
                return Broken(entries, entry.Version, "it, or one before it, is not what was written");
            previous = entry.Hash;
        }

        if (version != entries.Count)
            return Broken(entries, Math.Min(version, entries.Count) + 1, $"the run's row counts {version} entries");
        var ended = entries.FindLast(entry => EventCodec.EndsRun(entry.Event));
        return new Verification(entries.Count, previous, null, null, ended?.Version, ended?.Hash);
    }

    private static Verification Broken(List<EntryRow> entries, int at, string why) =>
        new(entries.Count, null, at, why, null, null);
}
