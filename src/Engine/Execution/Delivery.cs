namespace OlUpgrade.Execution;

/// <summary>The outcome of trying to deliver notes.</summary>
/// <param name="Arrived">True if people can see the notes, or never will and the reason was logged.</param>
/// <param name="RetryAfter">How long the other side asked to wait; null leaves it to the sender.</param>
/// <param name="Sentence">Why they did not arrive; null if they did.</param>
public sealed record Delivery(bool Arrived, TimeSpan? RetryAfter = null, string? Sentence = null)
{
    public static Delivery Done { get; } = new(true);

    public static Delivery Later(string sentence, TimeSpan? after = null) => new(false, after, sentence);
}
