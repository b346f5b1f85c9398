using OlUpgrade.Execution;
using OlUpgrade.GitHub;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.GitHub;

/// <summary>
/// Reads the tracking issues every so often, of open runs and for a week of those that have ended, and hears what
/// people wrote. It holds up nothing: while GitHub or the journal cannot be asked, it says so once and hears later.
/// </summary>
public sealed class IssueListener(
    IssueComments comments,
    IJournal journal,
    Recorder recorder,
    GitHubOptionsRead options,
    TimeProvider time,
    ILogger<IssueListener> logger
) : BackgroundService
{
    /// <summary>So many issues are read in one round; open runs come first, then the newest.</summary>
    private const int MaxRuns = 200;

    /// <summary>
    /// Of an ended run the issue is read every so many rounds: GitHub's limit is for an hour, and for all that the
    /// service does.
    /// </summary>
    private const int RoundsBetweenEnded = 10;

    /// <summary>For so long after the end of a run its issue is read.</summary>
    private static readonly TimeSpan AfterEnd = TimeSpan.FromDays(7);

    /// <summary>An ended run that was asked for earlier is not even looked up.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(30);

    private readonly HashSet<RunId> _unreadable = [];

    /// <summary>Ended runs of which nothing more is read; may be lost.</summary>
    private readonly HashSet<RunId> _over = [];
    private bool _isAway;
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

    /// <summary>Reads every issue once; how long until the next round.</summary>
    private async Task<TimeSpan> RoundAsync(CancellationToken cancellation)
    {
        try
        {
            var failure = await HearAllAsync(cancellation);
            Tell(failure?.Sentence);
            return WaitBehind(failure, options.CommentsEvery);
        }
        catch (StoreUnavailableException unavailable)
        {
            Tell(unavailable.Trouble.Sentence);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            logger.LogError(fault, "What people wrote on the tracking issues could not be heard");
        }

        return options.CommentsEvery;
    }

    /// <summary>As long as GitHub asks to be left alone, and at least as long as usual.</summary>
    internal static TimeSpan WaitBehind(GitHubFailure? failure, TimeSpan every) =>
        failure?.RetryAfter is { } asked && asked > every ? asked : every;

    /// <summary>The failure that ended the round, when GitHub can answer nobody now.</summary>
    private async Task<GitHubFailure?> HearAllAsync(CancellationToken cancellation)
    {
        GitHubFailure? last = null;
        foreach (var id in await RunsAsync(cancellation))
        {
            if (await recorder.LoadAsync(id, cancellation) is not { } run)
                continue;
            if (IssueOf(run) is not { } issue || IsLongOver(run))
            {
                if (run.IsSettled)
                    _over.Add(id);
                continue;
            }

            var failure = await comments.ReadAsync(run, issue, cancellation);
            // One issue that cannot be read holds up no other; two one after the other are GitHub itself.
            if (
                failure is { Kind: GitHubFailureKind.RateLimited }
                || (failure is { Passes: true } && last is { Passes: true })
            )
                return failure;
            TellOnce(run.Id, failure);
            last = failure;
        }

        return last is { Passes: true } ? last : null;
    }

    private async Task<IReadOnlyList<RunId>> RunsAsync(CancellationToken cancellation)
    {
        var since = time.GetUtcNow() - LongestRun;
        var open = await journal.ListAsync(onlyOpen: true, MaxRuns, cancellation);
        if (_rounds++ % RoundsBetweenEnded != 0)
            return [.. open.Select(one => one.Run)];
        var newest = await journal.ListAsync(onlyOpen: false, MaxRuns, cancellation);
        var ended = newest.Where(one => !one.IsOpen && one.RequestedAt > since && !_over.Contains(one.Run));
        return [.. open.Concat(ended).Select(one => one.Run).Take(MaxRuns)];
    }

    private bool IsLongOver(Run run) => run.IsSettled && run.EndedAt < time.GetUtcNow() - AfterEnd;

    private static GitHubIssue? IssueOf(Run run) => GitHubIssue.Of(run.Evidence(BuiltInSteps.Issue));

    /// <summary>Says when an outage begins and when it is over, and nothing between.</summary>
    private void Tell(string? trouble)
    {
        if (trouble is not null && !_isAway)
            logger.LogWarning("What people write on the tracking issues is heard later: {Sentence}", trouble);
        if (trouble is null && _isAway)
            logger.LogInformation("What people write on the tracking issues is heard again");
        _isAway = trouble is not null;
    }

    /// <summary>What concerns one issue alone holds up no other.</summary>
    private void TellOnce(RunId run, GitHubFailure? failure)
    {
        if (failure is null)
            _unreadable.Remove(run);
        else if (_unreadable.Add(run))
            logger.LogWarning(
                "Run {Run}: what people write on its issue is not heard: {Sentence}",
                run,
                failure.Sentence
            );
    }
}
