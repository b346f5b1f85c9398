using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OlUpgrade.Execution;
using OlUpgrade.Outputs;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Runs.Rollbacks;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Spec.Execution;

/// <summary>Old runs expire; open runs and the newest never do, and no run number is used twice.</summary>
public sealed class RunExpiryTests : IDisposable
{
    private static readonly CancellationToken Go = TestContext.Current.CancellationToken;

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Some.Time);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Only_old_ended_runs_that_are_not_among_the_newest_expire()
    {
        using var journal = new SqlJournal(await SqliteDatabase.OpenAsync(_folder.File("journal.db"), Go));
        var recorder = new Recorder(journal, _time);
        var expiry = new RunExpiry(
            journal,
            journal.Store,
            recorder,
            OutputFolder.In(_folder.File("output")),
            TimeSpan.FromDays(400),
            _time,
            NullLogger<RunExpiry>.Instance
        );
        for (var number = 1; number <= 25; number++)
        {
            await PlayAsync(journal, recorder, number, ends: number != 3);
            Directory.CreateDirectory(_folder.File($"output/{number}"));
            _folder.Write($"output/{number}/canary+ol-a+step+1.log", "what it printed");
        }

        _time.Advance(TimeSpan.FromDays(399));
        Assert.Equal(0, await expiry.ExpireAsync(Go));
        _time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(4, await expiry.ExpireAsync(Go));
        Assert.Equal(0, await expiry.ExpireAsync(Go));
        foreach (var number in (int[])[1, 2, 4, 5])
        {
            Assert.Null(await recorder.LoadAsync(new RunId(number), Go));
            Assert.False(Directory.Exists(_folder.File($"output/{number}")));
            Assert.StartsWith(
                $"Run {number} (",
                await expiry.SentenceOfAsync(new RunId(number), Go),
                StringComparison.Ordinal
            );
        }

        foreach (var number in (int[])[3, 6, 25])
        {
            Assert.NotNull(await recorder.LoadAsync(new RunId(number), Go));
            Assert.True(Directory.Exists(_folder.File($"output/{number}")));
            Assert.Null(await expiry.SentenceOfAsync(new RunId(number), Go));
        }

        Assert.Equal(new Opening.Opened(new RunId(26)), await journal.OpenAsync(Request(1), _time.GetUtcNow(), Go));
    }

    [Fact]
    public async Task A_run_is_kept_until_its_branch_was_offered()
    {
        using var journal = new SqlJournal(await SqliteDatabase.OpenAsync(_folder.File("journal.db"), Go));
        var recorder = new Recorder(journal, _time);
        var expiry = new RunExpiry(
            journal,
            journal.Store,
            recorder,
            OutputFolder.In(_folder.File("output")),
            TimeSpan.FromDays(10),
            _time,
            NullLogger<RunExpiry>.Instance
        );
        await PlayBranchAsync(journal);
        for (var number = 2; number <= 21; number++)
            await PlayAsync(journal, recorder, number, ends: true);
        _time.Advance(TimeSpan.FromDays(20));
        Assert.Equal(0, await expiry.ExpireAsync(Go));
        await recorder.RecordAsync(new RunId(1), new PersonsCommand.DeleteBranch(Some.Approver, null), null, Go);
        _time.Advance(TimeSpan.FromDays(11));
        Assert.Equal(1, await expiry.ExpireAsync(Go));
    }

    /// <summary>Run 1, which created a branch and succeeded.</summary>
    private async Task PlayBranchAsync(SqlJournal journal)
    {
        var (run, now) = (new RunId(1), _time.GetUtcNow());
        await journal.OpenAsync(new("branch", Some.Requester, "test", BranchKeptTests.Keeping(keep: null)), now, Go);
        RunEvent[] events =
        [
            new RunEvent.StepStarted(BuiltInSteps.Branch, 1, 1, Facts.Empty),
            new RunEvent.StepSucceeded(BuiltInSteps.Branch, 1, BranchKeptTests.Made),
            new RunEvent.RunSucceeded(),
        ];
        ImmutableArray<Entry> entries = [.. events.Select((happened, at) => new Entry(run, at + 2, now, happened))];
        var after = Run.Fold(run, [.. await journal.ReadAsync(run, 0, Go), .. entries]);
        var news = new NewEntries(run, 1, entries, [], RunSummary.Of(after, now), FencingToken: null);
        Assert.Equal(Appended.Yes, await journal.AppendAsync(news, Go));
    }

    private static RunEvent.RunRequested Request(int number) =>
        new($"key-{number}", Some.Requester, "test", Some.Plan(Some.Stage("web", [$"ol-{number}"], Some.Script())));

    private async Task PlayAsync(SqlJournal journal, Recorder recorder, int number, bool ends)
    {
        await journal.OpenAsync(Request(number), _time.GetUtcNow(), Go);
        if (ends)
            await recorder.RecordAsync(new RunId(number), new PersonsCommand.Abort(Some.Requester, null), null, Go);
    }
}
