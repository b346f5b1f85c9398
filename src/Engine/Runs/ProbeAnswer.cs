namespace OlUpgrade.Runs;

/// <summary>The answer to the read-only question: did this attempt already happen?</summary>
public abstract record ProbeAnswer
{
    private ProbeAnswer() { }

    /// <summary>It ended, with this outcome (which may be a failure).</summary>
    public sealed record Happened(Outcome Outcome) : ProbeAnswer;

    /// <summary>It certainly did not happen; it may be performed again as the next attempt.</summary>
    public sealed record DidNotHappen(string Sentence) : ProbeAnswer;

    /// <summary>Nobody can tell from here: a person decides.</summary>
    public sealed record CannotTell(string Sentence) : ProbeAnswer;

    /// <summary>
    /// The question could not be asked now (the host does not answer); ask again later, within limits.
    /// </summary>
    public sealed record CannotAsk(string Sentence) : ProbeAnswer;
}
