namespace OlUpgrade.Storage;

/// <summary>
/// Whether the journal can be written, as its last use showed.
/// </summary>
public sealed class StoreHealth
{
    private readonly Lock _gate = new();

    /// <summary>Raised when trouble begins, or changes its kind. A handler must be quick.</summary>
    public event EventHandler? TroubleBegan;

    /// <summary>What is wrong; null if the last write succeeded.</summary>
    public StoreTrouble? Trouble { get; private set; }

    /// <summary>A use of the journal failed.</summary>
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

    /// <summary>A change is on the disk.</summary>
    internal void Written()
    {
        lock (_gate)
            Trouble = null;
    }
}
