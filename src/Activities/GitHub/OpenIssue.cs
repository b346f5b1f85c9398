using System.Collections.Immutable;
using System.Globalization;
using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.GitHub;

/// <summary>
/// Opens the tracking issue exactly once: an issue from an earlier attempt is found by its marker, and after a lost
/// answer the issues are searched before anything is reported. Evidence: repository, number, url, and the labels that
/// the repository lacks.
/// </summary>
public sealed class OpenIssue(GitHubIssues issues) : IActivity
{
    /// <summary>How far GitHub's clock may be behind ours.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    public string Name => "open-issue";

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        if (step.Key.Attempt > 1)
        {
            var earlier = await FindAsync(step, cancellation);
            if (!earlier.IsGood)
                return Failed(earlier.Failure);
            if (earlier.Value is not null)
                return Done(earlier.Value, []);
        }

        var rule = RuleOf(step);
        var labels = await issues.ExistingLabelsAsync(rule.Repository, rule.Labels, cancellation);
        if (!labels.IsGood)
            return Failed(labels.Failure);
        var missing = rule.Labels.Except(labels.Value, StringComparer.OrdinalIgnoreCase).ToImmutableArray();
        var title = IssueBody.Title(step.Run);
        var body = IssueBody.Of(step.Run, EffectKey.Of(step.Lease.DatabaseId, step.Key), issues.Markers);
        var opened = await issues.OpenAsync(rule.Repository, title, body, labels.Value, cancellation);
        if (opened.IsGood)
            return Done(opened.Value!, missing);
        return opened.Failure.PerhapsHappened
            ? await LookAsync(step, opened.Failure, missing, cancellation)
            : Failed(opened.Failure);
    }

    public async Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation)
    {
        var found = await FindAsync(step, cancellation);
        if (!found.IsGood)
            return GitHubFaults.Of(found.Failure);
        return found.Value is null
            ? new ProbeAnswer.DidNotHappen($"No issue of this run is in {RuleOf(step).Repository}.")
            : new ProbeAnswer.Happened(Done(found.Value, []));
    }

    private async Task<Outcome> LookAsync(
        StepContext step,
        GitHubFailure doubt,
        ImmutableArray<string> missing,
        CancellationToken cancellation
    )
    {
        var found = await FindAsync(step, cancellation);
        if (!found.IsGood)
            return new Outcome.Unknown(
                $"{doubt.Sentence} It is unknown whether the issue was opened: {found.Failure.Sentence}"
            );
        return found.Value is null ? Failed(doubt) : Done(found.Value, missing);
    }

    private Task<GitHubReply<GitHubIssue?>> FindAsync(StepContext step, CancellationToken cancellation)
    {
        var since = step.Run.RequestedAt is { } asked ? asked - ClockSkew : DateTimeOffset.UnixEpoch;
        var marker = EffectKey.Of(step.Lease.DatabaseId, step.Key);
        return issues.FindByMarkerAsync(RuleOf(step).Repository, marker, since, cancellation);
    }

    private static Outcome.Succeeded Done(GitHubIssue issue, ImmutableArray<string> missing)
    {
        var evidence = Facts
            .Empty.Add("repository", issue.Repository)
            .Add("number", issue.Number.ToString(CultureInfo.InvariantCulture))
            .Add("url", issue.Url);
        return new(missing.IsEmpty ? evidence : evidence.Add(BuiltInSteps.MissingLabels, string.Join(", ", missing)));
    }

    private static Outcome Failed(GitHubFailure failure) => GitHubFaults.Failed(failure);

    private static IssueRule RuleOf(StepContext step) =>
        step.Plan.Issue ?? throw new InvalidOperationException($"Run {step.Run.Id} has no issue rule.");
}
