namespace OlUpgrade.Storage.Tables;

/// <summary>An entry of the fleet's stream. Its hash covers every entry up to it.</summary>
public sealed class FleetRow
{
    /// <summary>Counted from 1; the primary key refuses two entries at one place.</summary>
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
