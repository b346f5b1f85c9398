using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Execution;

/// <summary>The only way into the journal: after a conflict it decides again, and it reports a lost lease.</summary>
public sealed class RecorderTests
{
    private readonly OpenRun _open = new();

    [Fact]
    public async Task A_run_that_was_never_opened_does_not_exist()
    {
        Assert.Null(await _open.Recorder.LoadAsync(new RunId(9), OpenRun.Stop));
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            _open.Recorder.RecordAsync(new RunId(9), new RunCommand.Finish(), null, OpenRun.Stop)
        );
    }

    [Fact]
    public async Task A_decision_is_in_the_journal_and_reported()
    {
        var lease = await _open.OpenAsync();
        var changes = new List<RunChangedEventArgs>();
        _open.Recorder.RunChanged += (_, change) => changes.Add(change);
        var recorded = await _open.Recorder.RecordAsync(OpenRun.Id, Begin(lease), lease, OpenRun.Stop);
        Assert.True(recorded.IsChanged);
        Assert.Equal(3, recorded.Run.Version);
        var change = Assert.Single(changes);
        Assert.Same(recorded.Run, change.Run);
        Assert.Equal([3], change.Entries.Select(entry => entry.Version));
        Assert.IsType<RunEvent.StepStarted>((await _open.EventsAsync())[^1]);
    }

    [Fact]
    public async Task The_same_command_twice_counts_once()
    {
        var lease = await _open.OpenAsync();
        await _open.Recorder.RecordAsync(OpenRun.Id, Begin(lease), lease, OpenRun.Stop);
        var again = await _open.Recorder.RecordAsync(OpenRun.Id, Begin(lease), lease, OpenRun.Stop);
        Assert.False(again.IsChanged);
        Assert.Equal(3, (await _open.EventsAsync()).Count);
    }

    [Fact]
    public async Task After_a_conflict_it_decides_again_from_the_current_state()
    {
        var lease = await _open.OpenAsync();
        var abort = new PersonsCommand.Abort(Some.Approver, null);
        var overtaken = new Recorder(
            new OvertakenJournal(_open.Journal, _ => _open.Recorder.RecordAsync(OpenRun.Id, abort, null, OpenRun.Stop)),
            _open.Time
        );
        var begun = await overtaken.RecordAsync(OpenRun.Id, Begin(lease), lease, OpenRun.Stop);
        Assert.False(begun.IsChanged);
        Assert.True(begun.Run.IsFinished);
        Assert.DoesNotContain(await _open.EventsAsync(), happened => happened is RunEvent.StepStarted);
    }

    [Fact]
    public async Task Endless_conflicts_are_an_error_and_not_a_loop()
    {
        await _open.OpenAsync();
        var appends = 0;
        var overtaken = new Recorder(new OvertakenJournal(_open.Journal, _ => Overtake()), _open.Time);
        var signal = new PersonsCommand.Abort(Some.Approver, null);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            overtaken.RecordAsync(OpenRun.Id, signal, null, OpenRun.Stop)
        );
        Assert.Equal(20, appends);

        Task Overtake()
        {
            appends++;
            return _open.TakeAsync();
        }
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_is_told_and_leaves_no_entry()
    {
        var lease = await _open.OpenAsync();
        await _open.TakeAsync();
        var recorded = await _open.Recorder.RecordAsync(
            OpenRun.Id,
            new RunCommand.BeginStep(OpenRun.Key(), lease.FencingToken + 1, Facts.Empty),
            lease,
            OpenRun.Stop
        );
        Assert.True(recorded.IsLeaseLost);
        Assert.False(recorded.IsChanged);
        Assert.DoesNotContain(await _open.EventsAsync(), happened => happened is RunEvent.StepStarted);
    }

    [Fact]
    public async Task Many_hosts_that_report_at_once_cause_no_conflicts()
    {
        string[] hosts = [.. Enumerable.Range(1, 60).Select(number => $"ol-{number}")];
        var open = new OpenRun([.. hosts]) { Limit = hosts.Length };
        var lease = await open.OpenAsync();
        var appends = 0;
        var recorder = new Recorder(new OvertakenJournal(open.Journal, _ => SlowlyAsync()), open.Time);
        var recorded = await Task.WhenAll(
            hosts.Select(host =>
                Task.Run(
                    () =>
                        recorder.RecordAsync(
                            OpenRun.Id,
                            new RunCommand.BeginStep(OpenRun.Key(host), lease.FencingToken, Facts.Empty),
                            lease,
                            OpenRun.Stop
                        ),
                    OpenRun.Stop
                )
            )
        );
        Assert.All(recorded, one => Assert.True(one.IsChanged));
        Assert.Equal(hosts.Length, appends);
        Assert.Equal(hosts.Length, (await open.EventsAsync()).OfType<RunEvent.StepStarted>().Count());

        async Task SlowlyAsync()
        {
            appends++;
            await Task.Yield();
        }
    }

    [Fact]
    public async Task Only_the_journal_decides_that_a_command_has_no_effect()
    {
        var lease = await _open.OpenAsync();
        await _open.Recorder.LoadAsync(OpenRun.Id, OpenRun.Stop);
        var report = new RunCommand.ReportOutcome(OpenRun.Key(), Outcome.Done());
        var other = new Recorder(_open.Journal, _open.Time);
        await other.RecordAsync(OpenRun.Id, Begin(lease), lease, OpenRun.Stop);
        Assert.Equal(2, _open.Recorder.Remembered(OpenRun.Id)!.Version);
        Assert.True((await _open.Recorder.RecordAsync(OpenRun.Id, report, lease, OpenRun.Stop)).IsChanged);
        Assert.Equal(4, _open.Recorder.Remembered(OpenRun.Id)!.Version);
        Assert.IsType<RunEvent.StepSucceeded>((await _open.EventsAsync())[^1]);
    }

    private static RunCommand Begin(Lease lease) =>
        new RunCommand.BeginStep(OpenRun.Key(), lease.FencingToken, Facts.Empty);
}
