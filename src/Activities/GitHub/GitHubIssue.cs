using System.Globalization;

namespace OlUpgrade.GitHub;

/// <summary>A tracking issue on GitHub.</summary>
/// <param name="Repository">As <c>owner/name</c>.</param>
/// <param name="Url">The page that people open; empty if unknown.</param>
public sealed record GitHubIssue(string Repository, int Number, string Url)
{
    /// <summary>Reads the issue from the evidence of the step that opened it; null if there is none.</summary>
    public static GitHubIssue? Of(Facts? evidence) =>
        evidence is not null
        && evidence.TryGetValue("repository", out var repository)
        && evidence.TryGetValue("number", out var written)
        && int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(repository, number, evidence.GetValueOrDefault("url") ?? "")
            : null;
}
