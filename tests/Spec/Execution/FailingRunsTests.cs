using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using OlUpgrade.Execution;
using OlUpgrade.Execution.Approvals;
using OlUpgrade.Outputs;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Secrets;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;

namespace OlUpgrade.Spec.Execution;

/// <summary>A run that the engine itself fails to continue is announced once, and tried more slowly.</summary>
public sealed class FailingRunsTests : IAsyncDisposable
{
    private static readonly CancellationToken Go = TestContext.Current.CancellationToken;

    private readonly MovableTime _time = new(Some.Time);
    private readonly MemoryJournal _inner = new();
    private readonly FailingJournal _journal;
    private readonly Recorder _recorder;
    private readonly Executor _executor;
    private readonly KeptAnnouncements _announced = new();
    private readonly FailingRuns _failing;

    public FailingRunsTests()
    {
        _journal = new(_inner);
        _recorder = new(_journal, _time);
        var steps = new StepRunner(
            _recorder,
            new ActivityCatalog([]),
            new ApprovalCheck(new StaffForEver()),
            Redactor.None,
            OutputFolder.None,
            _time,
            NullLogger<StepRunner>.Instance
        );
        _executor = new(
            new RunDrivers(new HolderName("test"), _journal, _recorder, steps, _time),
            _journal,
            _inner,
            _recorder,
            new NotePublisher(_inner, _recorder, [], _time, NullLogger<NotePublisher>.Instance),
            new NoAlarms(),
            _time,
            NullLogger<Executor>.Instance
        );
        _failing = new(_executor, _recorder, [_announced], NullLogger<FailingRuns>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _executor.StopAsync(CancellationToken.None);
        await _failing.StopAsync(CancellationToken.None);
        _executor.Dispose();
        _failing.Dispose();
    }

    [Fact]
    [Finding("A10")]
    public async Task People_read_once_that_a_run_fails_again_and_again_and_once_that_it_continues()
    {
        await StartAsync();
        await UntilTakes(4, TimeSpan.FromSeconds(5));
        Assert.Empty(_announced.Sentences);
        await UntilTakes(8, TimeSpan.FromMinutes(1));
        var sentence = Assert.Single(_announced.Sentences);
        Assert.StartsWith(
            "Run 1 cannot continue: 5 tries in a row failed inside OlUpgrade",
            sentence,
            StringComparison.Ordinal
        );
        Assert.Equal(["#openlibrary"], _announced.Channels);
        await EndAsync();
        _journal.Heal();
        await Eventually.True("that the run continues", () =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            return _announced.Sentences.Count == 2;
        });
        Assert.StartsWith("Run 1 continues", _announced.Sentences.Last(), StringComparison.Ordinal);
    }

    [Fact]
    [Finding("A10")]
    public async Task A_failing_run_is_tried_once_a_minute_however_often_it_is_woken()
    {
        await StartAsync();
        await UntilTakes(5, TimeSpan.FromSeconds(5));
        await Eventually.True("the announcement", () => _announced.Sentences.Count == 1);
        for (var wake = 0; wake < 20; wake++)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            _executor.Wake(new RunId(1));
        }

        Assert.Equal(5, _journal.Takes);
        await UntilTakes(6, TimeSpan.FromSeconds(20));
    }

    private async Task StartAsync()
    {
        await _journal.OpenAsync(new("key", Some.Requester, "test", Some.OneHost()), Some.Time, Go);
        await _recorder.LoadAsync(new RunId(1), Go);
        await _failing.StartAsync(Go);
        _executor.Wake(new RunId(1));
    }

    private async Task EndAsync()
    {
        var end = new Entry(new RunId(1), 2, Some.Time, new RunEvent.RunAborted(Some.Requester, null));
        var run = Run.Fold(new RunId(1), [.. await _inner.ReadAsync(new RunId(1), 0, Go), end]);
        await _inner.AppendAsync(new(run.Id, 1, [end], [], RunSummary.Of(run, Some.Time), null), Go);
    }

    /// <summary>Lets time pass in these steps until the run was tried so often.</summary>
    private async Task UntilTakes(int takes, TimeSpan step)
    {
        await Eventually.True($"{takes} tries", () =>
        {
            if (_journal.Takes < takes)
                _time.Advance(step);
            return _journal.Takes >= takes;
        });
        Assert.Equal(takes, _journal.Takes);
    }

    private sealed class KeptAnnouncements : IAnnouncer
    {
        private readonly ConcurrentQueue<string> _sentences = new();

        public IReadOnlyCollection<string> Sentences => _sentences;

        public IReadOnlyCollection<string> Channels { get; private set; } = [];

        public Task AnnounceAsync(IReadOnlyCollection<string> channels, string sentence, CancellationToken cancellation)
        {
            Channels = channels;
            _sentences.Enqueue(sentence);
            return Task.CompletedTask;
        }
    }

    private sealed class NoAlarms : IAlarmClock
    {
        public Task SetAsync(RunId run, DateTimeOffset at, CancellationToken cancellation) => Task.CompletedTask;
    }
}
