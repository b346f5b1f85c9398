using System.Globalization;

namespace OlUpgrade.GitHub;

/// <summary>The tracking issue: where it is and what people open.</summary>
public sealed record GitHubIssue(string Repository, int Number, string Url)
{
    /// <summary>Read back from the evidence of the step that opened it; null when it does not say.</summary>
    public static GitHubIssue? Of(Facts? evidence) =>
        evidence is not null
        && evidence.TryGetValue("repository", out var repository)
        && evidence.TryGetValue("number", out var written)
        && int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(repository, number, evidence.GetValueOrDefault("url") ?? "")
            : null;
}
