namespace OlUpgrade.Storage;

/// <summary>
/// Whether the journal can be written: each use of it says so here, and whoever tells people listens.
/// </summary>
public sealed class StoreHealth
{
    private readonly Lock _gate = new();

    /// <summary>Raised when trouble begins, or changes its kind. A handler must be quick.</summary>
    public event EventHandler? TroubleBegan;

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

        TroubleBegan?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>A change has reached the disk.</summary>
    internal void Written()
    {
        lock (_gate)
            Trouble = null;
    }
}
