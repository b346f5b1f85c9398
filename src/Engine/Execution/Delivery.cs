namespace OlUpgrade.Execution;

/// <summary>What became of a note.</summary>
/// <param name="Arrived">True when it is there for people to see (or can never be, and why was logged).</param>
/// <param name="RetryAfter">How long the other side asked to wait; null leaves it to the sender.</param>
public sealed record Delivery(bool Arrived, TimeSpan? RetryAfter = null, string? Sentence = null)
{
    public static Delivery Done { get; } = new(true);

    public static Delivery Later(string sentence, TimeSpan? after = null) => new(false, after, sentence);
}
