using Microsoft.Extensions.Logging;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Hosting;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Spec.Execution;

/// <summary>When a checkpoint is made, and what goes to the log.</summary>
public sealed class CheckpointKeeperTests : IAsyncDisposable
{
    private static readonly CancellationToken Go = TestContext.Current.CancellationToken;
    private static readonly RunId One = new(1);

    private readonly TempFolder _folder = new();
    private readonly MovableTime _time = new(Some.Time);
    private readonly LogKeeper _log = new();
    private readonly ILoggerFactory _loggers;
    private SqlJournal? _journal;
    private Recorder? _recorder;
    private CheckpointKeeper? _keeper;

    public CheckpointKeeperTests() => _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _loggers.Dispose();
        _folder.Dispose();
    }

    [Fact]
    [Finding("A22")]
    public async Task A_run_is_checkpointed_when_it_opens_when_it_ends_and_every_hour_in_between()
    {
        await StartAsync();
        await _journal!.OpenAsync(new("key", Some.Requester, "test", Some.OneHost()), Some.Time, Go);
        var lease = await _journal.TakeAsync(One, "worker-1", Some.Time, Go);
        await _recorder!.RecordAsync(One, new RunCommand.NoteClockJump(0, TimeSpan.FromHours(2), Some.Time), lease, Go);
        await LoggedAsync(" 1/3/");
        await _recorder.RecordAsync(One, new RunCommand.NoteClockJump(1, TimeSpan.FromHours(2), Some.Time), lease, Go);
        await Eventually.True("the hour's checkpoint", () =>
        {
            if (!IsLogged(" 1/4/"))
                _time.Advance(TimeSpan.FromMinutes(20));
            return IsLogged(" 1/4/");
        });
        await _recorder.RecordAsync(One, new PersonsCommand.Abort(Some.Requester, null), null, Go);
        await LoggedAsync(" 1/5/");
    }

    [Fact]
    [Finding("A22")]
    public async Task A_start_logs_again_what_a_killed_process_may_not_have_logged()
    {
        await StartAsync();
        await StopAsync();
        using (var journal = new SqlJournal(await SqliteDatabase.OpenAsync(_folder.File("journal.db"), Go)))
        {
            await journal.OpenAsync(new("key", Some.Requester, "test", Some.OneHost()), Some.Time, Go);
            await new CheckpointChain(journal.Store).ExtendAsync(Some.Time, Go);
        }

        await StartAsync();
        await LoggedAsync("Information checkpoint 1 ");
    }

    private async Task StartAsync()
    {
        _journal = new SqlJournal(await SqliteDatabase.OpenAsync(_folder.File("journal.db"), Go));
        _recorder = new Recorder(_journal, _time);
        _keeper = new(new CheckpointChain(_journal.Store), _recorder, _time, _loggers);
        await _keeper.StartAsync(Go);
    }

    private async Task StopAsync()
    {
        if (_keeper is not null)
            await _keeper.StopAsync(CancellationToken.None);
        _keeper?.Dispose();
        _journal?.Dispose();
        _keeper = null;
        _journal = null;
    }

    private bool IsLogged(string piece) => _log.Text.Contains(piece, StringComparison.Ordinal);

    private Task LoggedAsync(string piece) => Eventually.True($"a line with {piece}", () => IsLogged(piece));
}
