using OlUpgrade.Runs;

namespace OlUpgrade.GitHub;

/// <summary>Turns a GitHub failure into a step's outcome, or into a probe's answer.</summary>
internal static class GitHubFaults
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
