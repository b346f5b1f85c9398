namespace OlUpgrade.Runs;

/// <summary>What became of one open run when all of them were put on hold: a closed set.</summary>
public abstract record HoldOutcome(RunId Run)
{
    /// <summary>It is on hold now.</summary>
    public sealed record Held(RunId Run) : HoldOutcome(Run);

    /// <summary>It was on hold before.</summary>
    public sealed record HeldAlready(RunId Run) : HoldOutcome(Run);

    /// <summary>It is not on hold.</summary>
    /// <param name="Why">A sentence for people.</param>
    public sealed record NotHeld(RunId Run, string Why) : HoldOutcome(Run);
}
