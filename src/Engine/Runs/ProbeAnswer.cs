namespace OlUpgrade.Runs;

/// <summary>The answer to the read-only question: did this attempt already happen?</summary>
public abstract record ProbeAnswer
{
    private ProbeAnswer() { }

    /// <summary>It ended, with this outcome (which may be a failure).</summary>
    public sealed record Happened(Outcome Outcome) : ProbeAnswer;

    /// <summary>It certainly did not happen; the next attempt may start.</summary>
    public sealed record DidNotHappen(string Sentence) : ProbeAnswer;

    /// <summary>The probe cannot tell: a person decides.</summary>
    public sealed record CannotTell(string Sentence) : ProbeAnswer;

    /// <summary>
    /// The probe could not be made, for example because the host does not answer; probe again later.
    /// </summary>
    public sealed record CannotAsk(string Sentence) : ProbeAnswer;
}
