using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using OlUpgrade.Runs;
using OlUpgrade.Storage.Tables;

namespace OlUpgrade.Storage;

/// <summary>
/// Recomputes a run's hash chain from what is stored, and compares it with the checkpoints over all runs. An attacker
/// who can write the file can also write new hashes and checkpoints, but not those in the system's journal or on the
/// tracking issue.
/// </summary>
public sealed class JournalVerifier(JournalStore store)
{
    private const string Source = "the database";

    private readonly CheckpointChain _chain = new(store);

    /// <summary>What was found; null if there was never such a run, or it has expired.</summary>
    public async Task<Verification?> VerifyAsync(RunId run, CancellationToken cancellation)
    {
        var (entries, row, last) = await store.ReadAsync(async context =>
            (
                await context
                    .Entries.AsNoTracking()
                    .Where(row => row.Run == run.Number)
                    .OrderBy(row => row.Version)
                    .ToListAsync(cancellation),
                await context.Runs.AsNoTracking().FirstOrDefaultAsync(row => row.Id == run.Number, cancellation),
                await context.Runs.MaxAsync(row => (int?)row.Id, cancellation) ?? 0
            )
        );
        var (checkpoints, problem) = await _chain.VerifyAsync(cancellation);
        var named = checkpoints.SelectMany(point => point.Heads).Where(head => head.Run == run.Number).ToList();
        ImmutableArray<string> hashes = [.. entries.Select(entry => entry.Hash)];
        ImmutableArray<string> differences =
        [
            .. CheckpointProof.OfRun(run.Number, hashes, checkpoints, Source),
            .. OfRow(run.Number, row, last, named),
            .. problem is null ? [] : (string[])[problem],
        ];
        if (entries.Count == 0 && (row is { ExpiredAt: not null } || named.Count == 0) && differences.IsEmpty)
            return null;
        var chain = entries.Count == 0 ? Gone : Verify(entries, row?.Version ?? 0);
        var (fleet, fleetDiffers) = await VerifyFleetAsync(checkpoints, cancellation);
        return chain with
        {
            Hashes = hashes,
            FleetHashes = fleet,
            Differences = [.. differences.Concat(fleetDiffers).Distinct()],
        };
    }

    /// <summary>The stream that says which hosts are out of service, over all runs.</summary>
    private async Task<(ImmutableArray<string> Hashes, ImmutableArray<string> Differences)> VerifyFleetAsync(
        IEnumerable<Checkpoint> checkpoints,
        CancellationToken cancellation
    )
    {
        var rows = await store.ReadAsync(context =>
            context.Fleet.AsNoTracking().OrderBy(row => row.Version).ToListAsync(cancellation)
        );
        ImmutableArray<string> hashes = [.. rows.Select(row => row.Hash)];
        var differences = ImmutableArray.CreateBuilder<string>();
        var previous = "";
        foreach (var (at, row) in rows.Index())
        {
            if (
                row.Version == at + 1
                && row.Hash == HashOf(previous, row)
                && EventCodec.IsNamed(row.Event, row.Payload)
            )
            {
                previous = row.Hash;
                continue;
            }

            differences.Add($"entry {at + 1} of the fleet's stream, or one before it, is not what was written");
            break;
        }

        differences.AddRange(CheckpointProof.OfRun(CheckpointHead.Fleet, hashes, checkpoints, Source));
        return (hashes, differences.ToImmutable());
    }

    private static string HashOf(string previous, FleetRow row) =>
        JournalHash.NextOfFleet(previous, row.Version, row.At, row.Payload);

    private static Verification Gone { get; } = new(0, null, 1, "it is missing", null, null);

    /// <summary>What the run's row itself says against the checkpoints. A row is never deleted.</summary>
    private static IEnumerable<string> OfRow(int run, RunRow? row, int last, List<CheckpointHead> named)
    {
        if (row is null && named.Count == 0 && run <= last && run > 0)
            yield return $"run {run} is gone: later runs are there, and a run's number is never left out";
        if (row is { ExpiredAt: not null } && !named.Exists(head => head.IsExpired) && named.Count == 0)
            yield break;
        if (row is { ExpiredAt: not null } && !named.Exists(head => head.IsExpired))
            yield return $"run {run} is said to have expired, but no checkpoint says so";
        if (row is { ExpiredAt: null } && row.CheckpointedVersion > 0 && named.Count == 0)
            yield return $"the checkpoints that had run {run} are gone from the database";
    }

    private static Verification Verify(List<EntryRow> entries, int version)
    {
        var previous = "";
        for (var index = 0; index < entries.Count; index++)
        {
            var entry = entries[index];
            if (entry.Version != index + 1)
                return Broken(entries, index + 1, "it is missing");
            if (entry.Hash != JournalHash.Next(previous, entry) || !EventCodec.IsNamed(entry.Event, entry.Payload))
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
