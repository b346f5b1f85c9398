using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;

namespace OlUpgrade.Spec.Execution;

/// <summary>All open runs are put on hold at once, and one that fails keeps no other one from it.</summary>
public sealed class HoldOfAllRunsTests
{
    private static readonly PersonsCommand.Halt Halt = new(Some.Requester, "smoke") { IsOfAllRuns = true };

    private readonly MemoryJournal _journal = new();
    private readonly MovableTime _time = new(Some.Time);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_open_run_gets_its_own_entry_and_an_ended_one_none()
    {
        await OpenAsync("ol-a", "ol-b", "ol-c");
        await RecordAsync(2, new PersonsCommand.Abort(Some.Approver, "no"));
        await RecordAsync(3, new PersonsCommand.Halt(Some.Approver, "lunch"));
        var (runs, refusal) = await HoldAsync(_journal);
        Assert.Null(refusal);
        Assert.Equal([new HoldOutcome.Held(new(1)), new HoldOutcome.HeldAlready(new(3))], runs);
        Assert.Equal("smoke", (await HeldAsync(1))!.Reason);
        Assert.Equal("lunch", (await HeldAsync(3))!.Reason);
        Assert.Null(await HeldAsync(2));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_that_cannot_be_written_is_named_and_the_others_are_on_hold(bool isTrouble)
    {
        await OpenAsync("ol-a", "ol-b", "ol-c");
        Exception fault = isTrouble ? new StoreUnavailableException("The disk is full.") : new ArgumentException("two");
        var (runs, _) = await HoldAsync(
            new OvertakenJournal(_journal, run => run.Number == 2 ? throw fault : Task.CompletedTask)
        );
        var why = isTrouble ? "The disk is full." : "The service failed; its log says why.";
        Assert.Equal(
            [new HoldOutcome.Held(new(1)), new HoldOutcome.NotHeld(new(2), why), new HoldOutcome.Held(new(3))],
            runs
        );
        Assert.Null(await HeldAsync(2));
        Assert.NotNull(await HeldAsync(3));
    }

    [Fact]
    public async Task A_command_that_arrives_late_does_not_undo_what_was_decided_since()
    {
        await OpenAsync("ol-a", "ol-b");
        var said = _time.GetUtcNow();
        _time.Move(TimeSpan.FromMinutes(5));
        await RecordAsync(1, new PersonsCommand.Halt(Some.Approver, null));
        await RecordAsync(1, new PersonsCommand.Resume(null, Some.Approver, null));
        var (runs, _) = await HoldAsync(_journal, said);
        const string why =
            "After you said this: cdrini resumed the run at 03:05:00 UTC. Say it again if it is still right.";
        Assert.Equal([new HoldOutcome.NotHeld(new(1), why), new HoldOutcome.Held(new(2))], runs);
    }

    [Fact]
    public async Task Who_is_not_listed_is_refused_once_and_no_run_is_touched()
    {
        await OpenAsync("ol-a", "ol-b");
        var (runs, refusal) = await HoldAsync(_journal, by: Some.Stranger);
        Assert.Equal("stranger is not listed in OlUpgrade's settings.", refusal!.Sentence);
        Assert.Empty(runs);
        Assert.Single(await _journal.ReadAsync(new(1), 0, Stop));
    }

    private async Task OpenAsync(params string[] hosts)
    {
        foreach (var host in hosts)
        {
            var plan = Some.Plan(Some.Stage("canary", [host], Some.Script()));
            await _journal.OpenAsync(new(host, Some.Requester, "test", plan), _time.GetUtcNow(), Stop);
        }
    }

    private async Task RecordAsync(int run, RunCommand command) =>
        await new Recorder(_journal, _time).RecordAsync(new(run), command, lease: null, Stop);

    private async Task<RunEvent.RunHalted?> HeldAsync(int run) =>
        (await _journal.ReadAsync(new(run), 0, Stop))
            .Select(entry => entry.Event)
            .OfType<RunEvent.RunHalted>()
            .SingleOrDefault();

    private async Task<(ImmutableArray<HoldOutcome> Runs, Refusal? Refusal)> HoldAsync(
        IJournal journal,
        DateTimeOffset? said = null,
        Person? by = null
    )
    {
        var recorder = new Recorder(journal, _time);
        using var executor = IdleExecutor.Of(journal, _journal, recorder, _time);
        // Stopped, so that it moves no run.
        await executor.StopAsync(Stop);
        var signals = new Signals(journal, recorder, executor, _time);
        var holds = new HoldOfAllRuns(journal, recorder, signals, NullLogger<HoldOfAllRuns>.Instance);
        return await holds.HoldAsync(Halt with { By = by ?? Halt.By }, said, Stop);
    }
}
