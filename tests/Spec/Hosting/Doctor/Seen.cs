using OlUpgrade.Hosting.Doctor;

namespace OlUpgrade.Spec.Hosting.Doctor;

/// <summary>The doctor's findings, with the questions that tests ask about them.</summary>
internal sealed class Seen(IReadOnlyList<Finding> findings)
{
    public IReadOnlyList<Finding> Findings => findings;

    public IEnumerable<string> Subjects => findings.Select(finding => finding.Subject).Distinct();

    public IReadOnlyList<string> Wrong => [.. Lines(Verdict.Wrong)];

    public IReadOnlyList<string> Notes => [.. Lines(Verdict.Note)];

    /// <summary>The subject has this good finding, and no wrong one.</summary>
    public Seen IsOk(string subject, string piece)
    {
        Assert.Contains(findings, finding => Is(finding, Verdict.Ok, subject, piece));
        Assert.DoesNotContain(findings, finding => finding.Verdict == Verdict.Wrong && finding.Subject == subject);
        return this;
    }

    public Seen IsNote(string subject, string piece)
    {
        Assert.Contains(findings, finding => Is(finding, Verdict.Note, subject, piece));
        return this;
    }

    /// <summary>This is the only wrong finding.</summary>
    public void OnlyWrongIs(string subject, params string[] pieces)
    {
        var wrong = Assert.Single(findings, finding => finding.Verdict == Verdict.Wrong);
        Assert.Equal(subject, wrong.Subject);
        foreach (var piece in pieces)
            Assert.Contains(piece, wrong.Sentence, StringComparison.Ordinal);
    }

    private IEnumerable<string> Lines(Verdict verdict) =>
        findings
            .Where(finding => finding.Verdict == verdict)
            .Select(finding => $"{finding.Subject}: {finding.Sentence}");

    private static bool Is(Finding finding, Verdict verdict, string subject, string piece) =>
        finding.Verdict == verdict
        && finding.Subject == subject
        && finding.Sentence.Contains(piece, StringComparison.Ordinal);
}
