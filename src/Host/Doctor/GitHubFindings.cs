using System.Collections.Immutable;
using OlUpgrade.GitHub;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>Checks GitHub: the token, and what the runbooks need of each repository. Only reads.</summary>
internal sealed class GitHubFindings(GitHubConnection github)
{
    private const string Subject = "GitHub";

    private readonly GitHubRights _rights = new(github);
    private readonly GitHubIssues _issues = new(github);
    private readonly GitHubBranches _branches = new(github);

    public async Task<ImmutableArray<Finding>> AskAsync(IEnumerable<RepositoryUse> uses, CancellationToken cancellation)
    {
        var login = await github.LoginAsync(cancellation);
        if (!login.IsGood)
            return
            [
                Finding.Wrong(Subject, login.Failure.Sentence),
                Finding.Note(Subject, "the repositories could not be checked, for the reason above."),
            ];
        var checks = await Task.WhenAll(uses.Select(use => OfUseAsync(use, cancellation)));
        return
        [
            Finding.Ok(Subject, $"the token belongs to {login.Value}."),
            .. checks.SelectMany(findings => findings),
        ];
    }

    private async Task<ImmutableArray<Finding>> OfUseAsync(RepositoryUse use, CancellationToken cancellation)
    {
        var subject = $"{Subject} {use.Repository}";
        var reply = await _rights.InAsync(use.Repository, cancellation);
        if (reply.Value is not { } status)
            return [Finding.Wrong(subject, reply.Failure!.Sentence)];
        return
        [
            .. Finding.WrongOr(
                subject,
                "the token's account may write; GitHub does not show the permissions of the token itself.",
                ProblemsOf(use, status)
            ),
            .. await LabelsAsync(subject, use, cancellation),
            .. await Task.WhenAll(use.Starts.Select(start => StartAsync(subject, use.Repository, start, cancellation))),
        ];
    }

    public static IEnumerable<string> ProblemsOf(RepositoryUse use, GitHubStatus status)
    {
        if (status.IsArchived)
            yield return "it is archived and read-only. Name another repository in the runbook.";
        if (use.Labels is not null && !status.HasIssues)
            yield return "issues are disabled, so no tracking issue can be opened. "
                + "Enable them, or name another repository.";
        if (!status.MayPush)
            yield return use.Starts.IsEmpty
                ? "the token's account may not write, so the issue would have no labels. "
                    + "Give it the role Triage or Write."
                : "the token's account may not write contents, so no rollback branch can be created. "
                    + "Give it the role Write, and the token read and write access to Contents and Issues.";
    }

    private async Task<ImmutableArray<Finding>> LabelsAsync(
        string subject,
        RepositoryUse use,
        CancellationToken cancellation
    )
    {
        if (use.Labels is not { IsEmpty: false } wanted)
            return [];
        var reply = await _issues.ExistingLabelsAsync(use.Repository, wanted, cancellation);
        if (!reply.IsGood)
            return [Finding.Wrong(subject, reply.Failure.Sentence)];
        var missing = wanted.Except(reply.Value, StringComparer.OrdinalIgnoreCase);
        return Finding.WrongOr(
            subject,
            $"it has the labels: {string.Join(", ", reply.Value)}.",
            missing.Select(label => $"it has no label \"{label}\". Create it, or remove it from the runbook.")
        );
    }

    private async Task<Finding> StartAsync(
        string subject,
        string repository,
        string start,
        CancellationToken cancellation
    )
    {
        var reply = await _branches.CommitOfAsync(repository, start, cancellation);
        if (reply.Value is { } sha)
            return Finding.Ok(subject, $"rollback branches start at {start}, now {sha[..Math.Min(12, sha.Length)]}.");
        var isGone = reply.Failure!.Kind is GitHubFailureKind.NotFound or GitHubFailureKind.Invalid;
        var advice = isGone ? $" Push {start}, or name another ref under rollback-branch in the runbook." : "";
        return Finding.Wrong(subject, $"{start} cannot be read: {reply.Failure.Sentence}{advice}");
    }
}
