namespace OlUpgrade.Storage.Tables;

/// <summary>
/// A start of the service that took a run of this database. Hosts obey a holder until a successor proves that it knows
/// that holder: a copy of the database does not know the holders that came after it.
/// </summary>
public sealed class HolderRow
{
    public required string Name { get; set; }

    /// <summary>When it first took a run, in UTC ticks.</summary>
    public long Since { get; set; }
}
