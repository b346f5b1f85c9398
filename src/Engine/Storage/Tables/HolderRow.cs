namespace OlUpgrade.Storage.Tables;

/// <summary>
/// A start of the service that took a run of this database. Hosts obey a holder until another one proves that it
/// follows: a copy of the database does not know the holders that came after it was made.
/// </summary>
public sealed class HolderRow
{
    public required string Name { get; set; }

    public long Since { get; set; }
}
