namespace OlUpgrade.Storage.Tables;

/// <summary>
/// A host that an open run has taken, by its name or, once it was surveyed, by its machine ID. The key is what makes
/// one run per host.
/// </summary>
public sealed class TakenHostRow
{
    public required string Host { get; set; }

    public int Run { get; set; }
}
