namespace OlUpgrade.Hosting.Doctor;

/// <summary>
/// A finding as one line for people: the subjects are aligned, and control characters are removed.
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

    /// <summary>The last line: the number of checks, and what failed.</summary>
    public static string SummaryOf(IReadOnlyList<Finding> findings)
    {
        var wrong = findings.Where(finding => finding.Verdict == Verdict.Wrong).ToList();
        if (wrong.Count == 0)
            return $"All {findings.Count} checks passed.";
        var where = string.Join(", ", wrong.Select(finding => finding.Subject).Distinct());
        return $"{wrong.Count} of {findings.Count} checks failed: {Plain(where)}.";
    }

    // Text from hosts and services must neither break the line nor control the terminal.
    private static string Plain(string text) =>
        string.Concat(text.Trim().ReplaceLineEndings(" ").Select(letter => char.IsControl(letter) ? ' ' : letter));
}
