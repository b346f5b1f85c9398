using OlUpgrade.Runs;

namespace OlUpgrade.GitHub;

/// <summary>What a failure of GitHub means for a step's outcome, and for the question whether it happened.</summary>
internal static class GitHubDoubt
{
    public static Outcome Failed(GitHubFailure failure) =>
        Outcome.Fail(
            failure.Kind == GitHubFailureKind.Unreachable ? FailureKind.Unreachable : FailureKind.Refused,
            failure.Sentence,
            failure.Passes
        );

    public static ProbeAnswer Of(GitHubFailure failure) =>
        failure.Passes ? new ProbeAnswer.CannotAsk(failure.Sentence) : new ProbeAnswer.CannotTell(failure.Sentence);
}
