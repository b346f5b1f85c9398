namespace OlUpgrade.Storage.Tables;

/// <summary>A journal entry. Each carries the hash of all before it in its run, so that a changed past shows.</summary>
public sealed class EntryRow
{
    public int Run { get; set; }

    public int Version { get; set; }

    public long At { get; set; }

    public required string Event { get; set; }

    public required string Payload { get; set; }

    /// <summary>SHA-256 over the previous entry's hash, this entry's version, time and payload.</summary>
    public required string Hash { get; set; }
}
