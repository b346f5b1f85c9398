namespace OlUpgrade.Runbooks;

/// <summary>How many attempts a step may have, and how long to wait between two of them.</summary>
/// <param name="Attempts">All attempts, the first included; 1 means no retry.</param>
public sealed record RetryRule(int Attempts, TimeSpan Delay)
{
    public static RetryRule Never { get; } = new(1, TimeSpan.Zero);
}
