using System.Collections.Immutable;

namespace OlUpgrade.Storage;

/// <summary>Compares a run's chain of hashes with what checkpoints say of it.</summary>
public static class CheckpointProof
{
    /// <summary>
    /// What differs or is gone, as sentences: the run against each checkpoint that names it.
    /// </summary>
    /// <param name="source">Where the checkpoints are from, for the sentences.</param>
    /// <param name="hashes">The hashes of the run's entries, from the first one on.</param>
    public static ImmutableArray<string> OfRun(
        int run,
        IReadOnlyList<string> hashes,
        IEnumerable<Checkpoint> checkpoints,
        string source
    )
    {
        var named = checkpoints
            .SelectMany(point => point.Heads.Select(head => (point.Number, Head: head)))
            .Where(one => one.Head.Run == run)
            .ToList();
        if (named.Any(one => one.Head.IsExpired))
            return hashes.Count == 0
                ? []
                : [$"{NameOf(run)} expired by {source}, but it has {hashes.Count} entries now"];
        if (named.Count > 0 && hashes.Count == 0)
        {
            var (number, head) = named.MaxBy(one => one.Head.Version);
            return [$"{NameOf(run)} is gone: by checkpoint {number} of {source} it had {head.Version} entries"];
        }

        return [.. named.Select(one => OfHead(run, hashes, one.Number, one.Head, source)).OfType<string>()];
    }

    /// <summary>
    /// What only a person can compare: whoever can write the database can let a run expire early, but cannot change
    /// when the system's journal got its lines. Null for a run that has not expired, or was never named before.
    /// </summary>
    public static string? OfExpiry(int run, IEnumerable<Checkpoint> witnessed)
    {
        var named = witnessed.Where(point => point.Heads.Any(head => head.Run == run)).ToList();
        var expired = named.Find(point => point.Heads.Any(head => head.Run == run && head.IsExpired));
        return expired is not null && named.FindLast(point => point.Number < expired.Number) is { } last
            ? $"Run {run} expired in checkpoint {expired.Number}, and changed last in checkpoint {last.Number}. "
                + "Compare when the system's journal got the two lines: Keep:Runs must lie between them."
            : null;
    }

    /// <summary>What differs or is gone: the database's checkpoints against those of the system's journal.</summary>
    public static ImmutableArray<string> OfDatabase(IEnumerable<Checkpoint> stored, IEnumerable<Checkpoint> witnessed)
    {
        var known = stored.ToLookup(point => point.Number);
        return
        [
            .. from point in witnessed.DistinctBy(point => (point.Number, point.Hash))
            let here = known[point.Number].FirstOrDefault()
            where here?.Hash != point.Hash
            select here is null
                ? $"checkpoint {point.Number} of the system's journal is gone from the database"
                : $"checkpoint {point.Number} has the hash {point.Hash} in the system's journal, and {here.Hash} in "
                    + "the database",
        ];
    }

    private static string NameOf(int run) => run == CheckpointHead.Fleet ? "the fleet's stream" : $"run {run}";

    private static string? OfHead(int run, IReadOnlyList<string> hashes, int number, CheckpointHead head, string source)
    {
        var its = run == CheckpointHead.Fleet ? "the fleet's stream" : "the run";
        if (head.Version > hashes.Count)
            return $"the end is cut off: by checkpoint {number} of {source} {its} had {head.Version} entries; "
                + $"it has {hashes.Count} now";
        return head.Version >= 1 && hashes[head.Version - 1] == head.Hash
            ? null
            : $"entry {head.Version}, or one before it, was rewritten: checkpoint {number} of {source} has the hash "
                + $"{head.Hash} for it, and {its} {hashes[Math.Max(0, head.Version - 1)]}";
    }
}
