namespace OlUpgrade.GitHub;

/// <summary>A comment on an issue, as somebody wrote it.</summary>
/// <param name="Id">Names it on the whole site, for good.</param>
/// <param name="Author">The account's login.</param>
/// <param name="Body">Markdown.</param>
public sealed record GitHubComment(long Id, string Author, string Body);
