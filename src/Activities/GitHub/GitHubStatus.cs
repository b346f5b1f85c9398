namespace OlUpgrade.GitHub;

/// <summary>
/// The state of a repository and the account's rights in it. GitHub reports the rights of the account; a fine-grained
/// token may have fewer, which shows only when it writes.
/// </summary>
/// <param name="MayPush">The account may create branches and label issues.</param>
/// <param name="HasIssues">Issues are enabled.</param>
/// <param name="IsArchived">The repository is read-only for everyone.</param>
public sealed record GitHubStatus(bool MayPush, bool HasIssues, bool IsArchived);
