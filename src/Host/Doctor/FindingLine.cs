namespace OlUpgrade.Hosting.Doctor;

/// <summary>
/// A finding as one line for people: the subjects stand below each other, and no control character is in it.
/// </summary>
internal static class FindingLine
{
    public static string WordOf(Verdict verdict) =>
        verdict switch
        {
            Verdict.Ok => "ok   ",
            Verdict.Note => "note ",
            _ => "WRONG",
        };

    public static string RestOf(Finding finding) => Plain($"{finding.Subject}: {finding.Sentence}");

    /// <summary>The last line: how much was looked at, and where to look first.</summary>
    public static string SumOf(IReadOnlyList<Finding> findings)
    {
        var wrong = findings.Where(finding => finding.Verdict == Verdict.Wrong).ToList();
        if (wrong.Count == 0)
            return $"All is right: {findings.Count} things were looked at.";
        var where = string.Join(", ", wrong.Select(finding => finding.Subject).Distinct());
        return $"{wrong.Count} of {findings.Count} {(wrong.Count == 1 ? "is" : "are")} WRONG: {Plain(where)}.";
    }

    // Hosts and services have their words in it: a line stays a line, and a terminal is told nothing.
    private static string Plain(string text) =>
        string.Concat(text.Trim().ReplaceLineEndings(" ").Select(letter => char.IsControl(letter) ? ' ' : letter));
}
