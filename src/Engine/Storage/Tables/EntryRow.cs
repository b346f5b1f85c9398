namespace OlUpgrade.Storage.Tables;

/// <summary>A journal entry. Its hash covers all entries of the run up to it, so that a changed past shows.</summary>
public sealed class EntryRow
{
    public int Run { get; set; }

    public int Version { get; set; }

    /// <summary>UTC ticks.</summary>
    public long At { get; set; }

    /// <summary>The event's stored name, which the payload holds too.</summary>
    public required string Event { get; set; }

    /// <summary>The event as JSON.</summary>
    public required string Payload { get; set; }

    /// <summary>SHA-256 over the previous entry's hash, this entry's version, time and payload.</summary>
    public required string Hash { get; set; }
}
