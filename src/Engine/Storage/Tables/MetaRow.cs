namespace OlUpgrade.Storage.Tables;

/// <summary>The one row about the database itself.</summary>
public sealed class MetaRow
{
    public int Id { get; set; }

    public required string DatabaseId { get; set; }

    /// <summary>The highest fencing token that any lease had.</summary>
    public long Fence { get; set; }

    /// <summary>The version of the fleet's stream that the last checkpoint has; 0 if none has it.</summary>
    public int FleetCheckpointed { get; set; }

    /// <summary>Raised by each check that the database can be written; the value means nothing.</summary>
    public long Checks { get; set; }
}
