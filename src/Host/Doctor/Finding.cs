using System.Collections.Immutable;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>
/// One thing that was looked at: what it is, how it is, and what was seen. What is wrong says what to do.
/// </summary>
public sealed record Finding(string Subject, Verdict Verdict, string Sentence)
{
    public static Finding Ok(string subject, string sentence) => new(subject, Verdict.Ok, sentence);

    public static Finding Note(string subject, string sentence) => new(subject, Verdict.Note, sentence);

    public static Finding Wrong(string subject, string sentence) => new(subject, Verdict.Wrong, sentence);

    /// <summary>What is wrong, or else the one sentence that nothing is.</summary>
    public static ImmutableArray<Finding> WrongOr(string subject, string ok, params IEnumerable<string?> wrong)
    {
        ImmutableArray<Finding> found = [.. wrong.OfType<string>().Select(sentence => Wrong(subject, sentence))];
        return found.IsEmpty ? [Ok(subject, ok)] : found;
    }
}
