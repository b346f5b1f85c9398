namespace OlUpgrade.GitHub;

/// <summary>A comment on an issue, as its author wrote it.</summary>
/// <param name="Id">Unique on all of GitHub; never changes.</param>
/// <param name="Author">The account's login. Logins are freed and taken again: it identifies nobody.</param>
/// <param name="AuthorId">The account's numeric ID, which never changes.</param>
/// <param name="Body">Markdown.</param>
public sealed record GitHubComment(long Id, string Author, long AuthorId, string Body);
