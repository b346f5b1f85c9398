namespace OlUpgrade.Execution;

/// <summary>
/// Tells people something at once, past the outbox: the outbox is in the store, and the store is what is wrong. It is
/// tried once and promised to nobody; what it cannot tell is in the log.
/// </summary>
public interface IAnnouncer
{
    /// <summary>Tells each of these channels; never throws for what the other side does.</summary>
    Task AnnounceAsync(IReadOnlyCollection<string> channels, string sentence, CancellationToken cancellation);
}
