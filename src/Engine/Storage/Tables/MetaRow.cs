namespace OlUpgrade.Storage.Tables;

/// <summary>The one row about the database itself: who it is, and the highest fence given out.</summary>
public sealed class MetaRow
{
    public int Id { get; set; }

    public required string DatabaseId { get; set; }

    public long Fence { get; set; }

    /// <summary>How often it was tried whether the database can be written; it only has to change.</summary>
    public long Checks { get; set; }
}
