using Microsoft.Extensions.Hosting;
using Moq;
using OlUpgrade.Hosting.Api;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Spec.Support;
using OlUpgrade.Spec.Wire;
using OlUpgrade.Storage;

namespace OlUpgrade.Spec.Hosting.Api;

/// <summary>Waiting for new journal entries takes no longer than necessary, and never for ever.</summary>
public sealed class JournalTailTests : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly MemoryJournal _journal = new();
    private readonly InlineTime _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _stopping.Dispose();

    [Fact]
    public async Task What_is_there_is_given_at_once()
    {
        var run = await Open();
        Assert.Single((await Tail().ReadAsync(run, 0, TimeSpan.FromSeconds(30), Cancel))!.Value);
        Assert.Empty(_time.Waits);
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(0, 0)]
    [InlineData(4, 4)]
    [InlineData(30, 30)]
    [InlineData(int.MaxValue, 30)]
    public async Task Where_nothing_follows_the_wait_is_over_in_time(int asked, int waited)
    {
        var run = await Open();
        Assert.Empty((await Tail().ReadAsync(run, 1, TimeSpan.FromSeconds(asked), Cancel))!.Value);
        Assert.Equal(waited, _time.Waits.Sum(wait => wait.TotalSeconds), precision: 3);
    }

    [Fact]
    public async Task What_a_hand_appends_meanwhile_is_given_however_it_came()
    {
        var run = await Open();
        await _journal.TakeAsync(run, "another hand", Some.Time, Cancel);
        var entry = Assert.Single((await Tail().ReadAsync(run, 1, TimeSpan.FromSeconds(30), Cancel))!.Value);
        Assert.Equal(2, entry.Version);
    }

    [Fact]
    public async Task A_service_that_stops_waits_for_nobody()
    {
        var run = await Open();
        await _stopping.CancelAsync();
        Assert.Null(await Tail().ReadAsync(run, 1, TimeSpan.FromSeconds(30), Cancel));
        Assert.Empty(_time.Waits);
    }

    private async Task<RunId> Open()
    {
        var request = new RunEvent.RunRequested("key", Some.Requester, "test", Some.OneHost());
        return ((Opening.Opened)await _journal.OpenAsync(request, Some.Time, Cancel)).Run;
    }

    private JournalTail Tail() =>
        new(_journal, _time, Mock.Of<IHostApplicationLifetime>(life => life.ApplicationStopping == _stopping.Token));
}
