namespace OlUpgrade.Storage.Tables;

/// <summary>
/// A host that an open run has taken, under its name and, once it was surveyed, under its machine ID too. The primary
/// key allows one run for each.
/// </summary>
public sealed class TakenHostRow
{
    public required string Host { get; set; }

    public int Run { get; set; }
}
