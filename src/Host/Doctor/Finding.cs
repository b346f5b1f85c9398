using System.Collections.Immutable;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>
/// The result of one check. A wrong one says what to do.
/// </summary>
/// <param name="Subject">What was checked: a host, a file, a service.</param>
/// <param name="Sentence">What was found, as a sentence that starts in lower case.</param>
public sealed record Finding(string Subject, Verdict Verdict, string Sentence)
{
    /// <summary>As it should be.</summary>
    public static Finding Ok(string subject, string sentence) => new(subject, Verdict.Ok, sentence);

    /// <summary>Not wrong, but worth knowing.</summary>
    public static Finding Note(string subject, string sentence) => new(subject, Verdict.Note, sentence);

    /// <summary>A problem, with what to do.</summary>
    public static Finding Wrong(string subject, string sentence) => new(subject, Verdict.Wrong, sentence);

    /// <summary>One finding for each problem, or a single good one if there is none.</summary>
    /// <param name="wrong">The problems; null ones are ignored.</param>
    public static ImmutableArray<Finding> WrongOr(string subject, string ok, params IEnumerable<string?> wrong)
    {
        ImmutableArray<Finding> found = [.. wrong.OfType<string>().Select(sentence => Wrong(subject, sentence))];
        return found.IsEmpty ? [Ok(subject, ok)] : found;
    }
}
