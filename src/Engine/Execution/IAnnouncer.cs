namespace OlUpgrade.Execution;

/// <summary>
/// Posts a message immediately, without the outbox, because the outbox is part of the store and the store is down. It
/// tries once and guarantees nothing; the log has every message.
/// </summary>
public interface IAnnouncer
{
    /// <summary>Posts to each of these channels. Never throws because of the other side.</summary>
    Task AnnounceAsync(IReadOnlyCollection<string> channels, string sentence, CancellationToken cancellation);
}
