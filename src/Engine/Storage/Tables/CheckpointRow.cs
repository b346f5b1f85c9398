namespace OlUpgrade.Storage.Tables;

/// <summary>A checkpoint over the heads of the runs that changed since the last one.</summary>
public sealed class CheckpointRow
{
    /// <summary>Counted from 1, without a gap.</summary>
    public int Number { get; set; }

    /// <summary>How the hash was made.</summary>
    public int Format { get; set; }

    /// <summary>UTC ticks.</summary>
    public long At { get; set; }

    /// <summary>The heads, as the log has them.</summary>
    public required string Heads { get; set; }

    /// <summary>SHA-256 over the previous checkpoint's hash and everything in this one.</summary>
    public required string Hash { get; set; }

    public Checkpoint ToCheckpoint() => new(Number, Hash, Checkpoint.HeadsOf(Heads) ?? []);
}
