namespace OlUpgrade.GitHub;

/// <summary>
/// What a repository says of itself and of the caller's rights in it. GitHub tells the account's rights; a fine-grained
/// token may have fewer, which shows only at a write.
/// </summary>
/// <param name="MayPush">The account may make branches, and label issues.</param>
/// <param name="TakesIssues">Issues are switched on.</param>
/// <param name="IsArchived">It is read-only for everybody.</param>
public sealed record GitHubStatus(bool MayPush, bool TakesIssues, bool IsArchived);
