using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Spec.Runs.Rollbacks;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;

namespace OlUpgrade.Spec.Execution;

/// <summary>Offers of old rollback branches: each one once, whatever is remembered, and only when it is due.</summary>
public sealed class BranchOffersTests : IAsyncDisposable
{
    private static readonly RunId TheRun = new(1);

    private readonly MemoryJournal _journal = new();
    private readonly MovableTime _time = new(Some.Time);
    private readonly List<Executor> _executors = [];

    private static CancellationToken Go => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_branch_is_offered_once_however_often_it_is_checked()
    {
        await PlayAsync(new RunEvent.RunSucceeded());
        var offers = await OffersAsync();
        Assert.Equal(0, await offers.OfferAsync(Go));
        _time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(1));
        Assert.Equal(0, await offers.OfferAsync(Go));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await offers.OfferAsync(Go));
        Assert.Equal(0, await offers.OfferAsync(Go));
        Assert.Equal(0, await (await OffersAsync()).OfferAsync(Go));
        Assert.Equal(1, await OfferedAsync());
    }

    [Fact]
    public async Task A_branch_that_a_person_deleted_is_not_offered()
    {
        await PlayAsync(new RunEvent.RunSucceeded());
        var offers = await OffersAsync();
        Assert.Equal(0, await offers.OfferAsync(Go));
        await RecordAsync(new PersonsCommand.DeleteBranch(Some.Approver, null));
        _time.Advance(TimeSpan.FromDays(31));
        Assert.Equal(0, await offers.OfferAsync(Go));
        Assert.Equal(0, await OfferedAsync());
    }

    [Fact]
    public async Task An_open_run_and_one_that_was_aborted_are_left_alone()
    {
        await PlayAsync();
        _time.Advance(TimeSpan.FromDays(500));
        Assert.Equal(0, await (await OffersAsync()).OfferAsync(Go));
        await RecordAsync(new PersonsCommand.Abort(Some.Approver, null));
        _time.Advance(TimeSpan.FromDays(500));
        Assert.Equal(0, await (await OffersAsync()).OfferAsync(Go));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var executor in _executors)
            executor.Dispose();
        await ValueTask.CompletedTask;
    }

    /// <summary>A run with a branch, and how it ended.</summary>
    private async Task PlayAsync(params RunEvent[] ending)
    {
        await _journal.OpenAsync(
            new("key", Some.Requester, "test", BranchKeptTests.Keeping(keep: null)),
            _time.GetUtcNow(),
            Go
        );
        RunEvent[] events =
        [
            new RunEvent.StepStarted(BuiltInSteps.Branch, 1, 1, Facts.Empty),
            new RunEvent.StepSucceeded(BuiltInSteps.Branch, 1, BranchKeptTests.Made),
            .. ending,
        ];
        var now = _time.GetUtcNow();
        ImmutableArray<Entry> entries = [.. events.Select((happened, at) => new Entry(TheRun, at + 2, now, happened))];
        var run = Run.Fold(TheRun, [.. await _journal.ReadAsync(TheRun, 0, Go), .. entries]);
        await _journal.AppendAsync(new(TheRun, 1, entries, [], RunSummary.Of(run, now), FencingToken: null), Go);
    }

    private async Task RecordAsync(RunCommand command) =>
        await new Recorder(_journal, _time).RecordAsync(TheRun, command, lease: null, Go);

    private async Task<int> OfferedAsync() =>
        (await _journal.ReadAsync(TheRun, 0, Go)).Count(entry => entry.Event is RunEvent.BranchOffered);

    private async Task<BranchOffers> OffersAsync()
    {
        var recorder = new Recorder(_journal, _time);
        var executor = IdleExecutor.Of(_journal, _journal, recorder, _time);
        _executors.Add(executor);
        // Stopped, so that it moves no run: these tests are only about offers.
        await executor.StopAsync(Go);
        return new(
            _journal,
            new Signals(_journal, recorder, executor, _time),
            _time,
            NullLogger<BranchOffers>.Instance
        );
    }
}
