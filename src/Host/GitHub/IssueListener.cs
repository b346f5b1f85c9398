using OlUpgrade.Execution;
using OlUpgrade.GitHub;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.GitHub;

/// <summary>
/// Reads the comments on tracking issues regularly: those of open runs every minute, those of ended runs every ten
/// minutes for a week. It delays nothing else: while GitHub or the journal is unavailable, it logs this once and
/// retries.
/// </summary>
public sealed class IssueListener(
    IssueComments comments,
    IJournal journal,
    Recorder recorder,
    GitHubAccess options,
    TimeProvider time,
    ILogger<IssueListener> logger
) : BackgroundService
{
    /// <summary>Issues read in one round; open runs come first, then the newest ended ones.</summary>
    private const int MaxRuns = 200;

    /// <summary>
    /// The issues of ended runs are read once in this many rounds, because GitHub's hourly rate limit is shared by
    /// everything that the service does.
    /// </summary>
    private const int RoundsBetweenEnded = 10;

    /// <summary>How long the issue of an ended run is read.</summary>
    private static readonly TimeSpan AfterEnd = TimeSpan.FromDays(7);

    /// <summary>Ended runs that were requested longer ago are not loaded.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(30);

    private readonly HashSet<RunId> _unreadable = [];

    /// <summary>Ended runs that are no longer read. Only a cache.</summary>
    private readonly HashSet<RunId> _finished = [];
    private bool _isUnavailable;
    private int _rounds;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wait = options.CommentsEvery;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(wait, time, stoppingToken);
            wait = await RoundAsync(stoppingToken);
        }
    }

    /// <summary>Reads every issue once. Returns the pause until the next round.</summary>
    private async Task<TimeSpan> RoundAsync(CancellationToken cancellation)
    {
        try
        {
            var failure = await ReadAllAsync(cancellation);
            LogOutage(failure?.Sentence);
            return PauseAfter(failure, options.CommentsEvery);
        }
        catch (StoreUnavailableException unavailable)
        {
            LogOutage(unavailable.Trouble.Sentence);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            logger.LogError(fault, "Reading the comments on tracking issues failed");
        }

        return options.CommentsEvery;
    }

    /// <summary>The usual pause, or longer if GitHub asks for it.</summary>
    internal static TimeSpan PauseAfter(GitHubFailure? failure, TimeSpan every) =>
        failure?.RetryAfter is { } asked && asked > every ? asked : every;

    /// <summary>The failure that ended the round early because GitHub as a whole is unavailable; else null.</summary>
    private async Task<GitHubFailure?> ReadAllAsync(CancellationToken cancellation)
    {
        GitHubFailure? last = null;
        foreach (var id in await RunsAsync(cancellation))
        {
            if (await recorder.LoadAsync(id, cancellation) is not { } run)
                continue;
            if (IssueOf(run) is not { } issue || HasEndedLongAgo(run))
            {
                if (run.IsSettled)
                    _finished.Add(id);
                continue;
            }

            var failure = await comments.ReadAsync(run, issue, cancellation);
            // One unreadable issue does not stop the round; two in a row mean that GitHub itself is unavailable.
            if (
                failure is { Kind: GitHubFailureKind.RateLimited }
                || (failure is { Passes: true } && last is { Passes: true })
            )
                return failure;
            LogOncePerIssue(run.Id, failure);
            last = failure;
        }

        return last is { Passes: true } ? last : null;
    }

    private async Task<IReadOnlyList<RunId>> RunsAsync(CancellationToken cancellation)
    {
        var since = time.GetUtcNow() - LongestRun;
        var open = await journal.ListAsync(onlyOpen: true, MaxRuns, cancellation);
        if (_rounds++ % RoundsBetweenEnded != 0)
            return [.. open.Select(run => run.Run)];
        var newest = await journal.ListAsync(onlyOpen: false, MaxRuns, cancellation);
        var ended = newest.Where(run => !run.IsOpen && run.RequestedAt > since && !_finished.Contains(run.Run));
        return [.. open.Concat(ended).Select(run => run.Run).Take(MaxRuns)];
    }

    private bool HasEndedLongAgo(Run run) => run.IsSettled && run.EndedAt < time.GetUtcNow() - AfterEnd;

    private static GitHubIssue? IssueOf(Run run) => GitHubIssue.Of(run.Evidence(BuiltInSteps.Issue));

    /// <summary>Logs the start and the end of an outage, and nothing in between.</summary>
    private void LogOutage(string? trouble)
    {
        if (trouble is not null && !_isUnavailable)
            logger.LogWarning("Comments on tracking issues cannot be read now; retrying: {Sentence}", trouble);
        if (trouble is null && _isUnavailable)
            logger.LogInformation("Comments on tracking issues can be read again");
        _isUnavailable = trouble is not null;
    }

    private void LogOncePerIssue(RunId run, GitHubFailure? failure)
    {
        if (failure is null)
            _unreadable.Remove(run);
        else if (_unreadable.Add(run))
            logger.LogWarning("Run {Run}: the comments on its issue cannot be read: {Sentence}", run, failure.Sentence);
    }
}
