using OlUpgrade.Plans;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Spec.Storage;
using OlUpgrade.Storage;

namespace OlUpgrade.Spec.Sandbox.Drill;

/// <summary>
/// The simulation's watched journal keeps the promises of the journal that it watches, whenever it kills.
/// </summary>
public sealed class WatchedJournalTests : JournalContract, IDisposable
{
    private static readonly CancellationToken Go = TestContext.Current.CancellationToken;

    private readonly WatchedJournal _journal = WatchedJournal.InMemory();

    public void Dispose() => _journal.Dispose();

    protected override Task<(IJournal Journal, IOutbox Outbox)> MakeAsync() =>
        Task.FromResult<(IJournal, IOutbox)>((_journal, _journal));

    [Fact]
    public async Task Killed_before_the_append_the_message_is_not_known()
    {
        var run = await OpenAsync(_journal);
        var append = await NewEntriesAsync(_journal, run, null, Posted(BuiltInSteps.Header, Header));
        _journal.BeforeAppend = () => throw new WorkerKilledException();
        await Assert.ThrowsAsync<WorkerKilledException>(() => _journal.AppendAsync(append, Go));
        _journal.Reopen();
        Assert.Null(await _journal.FindMessageAsync(Header, Go));
        Assert.Single(await _journal.ReadAsync(run, 0, Go));
    }

    [Fact]
    public async Task Killed_after_the_append_the_message_is_known()
    {
        var run = await OpenAsync(_journal);
        var append = await NewEntriesAsync(_journal, run, null, Posted(BuiltInSteps.Header, Header));
        _journal.AfterAppend = _ => throw new WorkerKilledException();
        await Assert.ThrowsAsync<WorkerKilledException>(() => _journal.AppendAsync(append, Go));
        _journal.Reopen();
        Assert.Equal(new MessageOrigin(run, BuiltInSteps.Header), await _journal.FindMessageAsync(Header, Go));
        Assert.Equal(2, (await _journal.ReadAsync(run, 0, Go)).Length);
    }
}
