namespace OlUpgrade.Storage.Tables;

/// <summary>The one row about the database itself: who it is, and the highest fence given out.</summary>
public sealed class MetaRow
{
    public int Id { get; set; }

    public required string DatabaseId { get; set; }

    public long Fence { get; set; }
}
