namespace OlUpgrade.Storage;

/// <summary>
/// The journal cannot be used now: nothing was written. It passes through everything that wanted to write, so that
/// nothing is done of which nothing would be known; whoever asked is told that it was not heard.
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
