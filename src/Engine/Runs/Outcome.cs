namespace OlUpgrade.Runs;

/// <summary>
/// What became of an attempt: three cases, not two. An unknown attempt is never repeated blindly: it is probed, and if
/// the probe cannot tell, a person decides.
/// </summary>
public abstract record Outcome
{
    /// <summary>The fact that has the end of what a command printed, in lines.</summary>
    public const string OutputFact = "output";

    /// <summary>The fact that has the size of the file with all of it.</summary>
    public const string OutputBytesFact = "output-bytes";

    /// <summary>The fact that has that file's digest: <c>sha256:</c> and hexadecimal digits.</summary>
    public const string OutputDigestFact = "output-digest";

    private Outcome() { }

    /// <summary>It happened, and this is the evidence.</summary>
    public sealed record Succeeded(Facts Evidence) : Outcome;

    /// <summary>It ended without doing what it should; the evidence says what was seen.</summary>
    public sealed record Failed(Failure Failure, Facts Evidence) : Outcome;

    /// <summary>It cannot be told whether it happened.</summary>
    public sealed record Unknown(string Sentence) : Outcome;

    public static Outcome Done(params ReadOnlySpan<(string Name, string Value)> evidence) =>
        new Succeeded(FactsOf(evidence));

    public static Outcome Fail(FailureKind kind, string sentence, bool retryable = true) =>
        new Failed(new Failure(kind, sentence, retryable), Facts.Empty);

    private static Facts FactsOf(ReadOnlySpan<(string Name, string Value)> evidence)
    {
        var facts = Facts.Empty.ToBuilder();
        foreach (var (name, value) in evidence)
        {
            facts[name] = value;
        }

        return facts.ToImmutable();
    }
}
