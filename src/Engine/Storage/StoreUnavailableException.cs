namespace OlUpgrade.Storage;

/// <summary>
/// The journal cannot be used now, and nothing was written. No code between the journal and the caller catches it, so
/// that nothing happens that the journal does not know; the person who asked must ask again. Only who puts all runs on
/// hold is answered for each run.
/// </summary>
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException()
        : this("The journal cannot be used now.") { }

    public StoreUnavailableException(string message)
        : this(new StoreTrouble(StoreTroubleKind.Failing, message)) { }

    public StoreUnavailableException(string message, Exception innerException)
        : this(new StoreTrouble(StoreTroubleKind.Failing, message), innerException) { }

    public StoreUnavailableException(StoreTrouble trouble, Exception? fault = null)
        : base(trouble.Sentence, fault)
    {
        Trouble = trouble;
    }

    public StoreTrouble Trouble { get; }
}
