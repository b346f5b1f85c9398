using System.Collections.Immutable;
using OlUpgrade.GitHub;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>GitHub: the token, and what the runbooks want of each repository. Nothing is written.</summary>
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
                Finding.Note(Subject, "the repositories could not be asked about, for the reason above."),
            ];
        var asked = await Task.WhenAll(uses.Select(use => OfUseAsync(use, cancellation)));
        return [Finding.Ok(Subject, $"the token is {login.Value}'s."), .. asked.SelectMany(findings => findings)];
    }

    private async Task<ImmutableArray<Finding>> OfUseAsync(RepositoryUse use, CancellationToken cancellation)
    {
        var subject = $"{Subject} {use.Repository}";
        var reply = await _rights.InAsync(use.Repository, cancellation);
        if (reply.Value is not { } standing)
            return [Finding.Wrong(subject, reply.Failure!.Sentence)];
        return
        [
            .. Finding.WrongOr(
                subject,
                "the account may write there; of the token itself GitHub does not tell.",
                Wrongs(use, standing)
            ),
            .. await LabelsAsync(subject, use, cancellation),
            .. await Task.WhenAll(use.Starts.Select(start => StartAsync(subject, use.Repository, start, cancellation))),
        ];
    }

    public static IEnumerable<string> Wrongs(RepositoryUse use, GitHubStatus standing)
    {
        if (standing.IsArchived)
            yield return "it is archived, so nobody can write to it. Name another one in the runbook.";
        if (use.Labels is not null && !standing.HasIssues)
            yield return "issues are switched off, so no tracking issue can be "
                + "opened. Switch them on, or name another one.";
        if (!standing.MayPush)
            yield return use.Starts.IsEmpty
                ? "the token's account may not write: the issue would be opened "
                    + "without its labels. Give it the role Triage "
                    + "or Write."
                : "the token's account may not write contents, so no rollback "
                    + "branch can be made. Give it the role Write, "
                    + "and the token Contents and Issues to read and write.";
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
            $"the labels are there: {string.Join(", ", reply.Value)}.",
            missing.Select(label => $"there is no label \"{label}\". Make it, or take it out of the runbook.")
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
            return Finding.Ok(
                subject,
                $"rollback branches start at {start}, which is {sha[..Math.Min(12, sha.Length)]} now."
            );
        var isGone = reply.Failure!.Kind is GitHubFailureKind.NotFound or GitHubFailureKind.Invalid;
        var advice = isGone ? $" Push {start}, or name another one under rollback-branch in the runbook." : "";
        return Finding.Wrong(subject, $"about {start}: {reply.Failure.Sentence}{advice}");
    }
}
