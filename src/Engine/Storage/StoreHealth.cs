namespace OlUpgrade.Storage;

/// <summary>
/// Whether the journal can be written: each use of it says so here, and whoever tells people listens.
/// </summary>
public sealed class StoreHealth
{
    private readonly Lock _gate = new();

    /// <summary>Called when trouble begins or becomes another one; it must be quick.</summary>
    public Action? OnTrouble { get; set; }

    /// <summary>What is wrong now; null when the last write was good.</summary>
    public StoreTrouble? Trouble { get; private set; }

    internal void Failed(StoreTrouble trouble)
    {
        lock (_gate)
        {
            if (Trouble?.Kind == trouble.Kind)
                return;
            Trouble = trouble;
        }

        OnTrouble?.Invoke();
    }

    /// <summary>A change has reached the disk.</summary>
    internal void Written()
    {
        lock (_gate)
            Trouble = null;
    }
}
