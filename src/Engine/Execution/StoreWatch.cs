using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OlUpgrade.Storage;

namespace OlUpgrade.Execution;

/// <summary>
/// Reports to people, once, that the journal cannot be written, tries it every 5 s, and reports that it can be written
/// again. Then it wakes every open run.
/// </summary>
public sealed class StoreWatch(
    JournalStore store,
    Recorder recorder,
    Executor executor,
    IEnumerable<IAnnouncer> announcers,
    TimeProvider time,
    ILogger<StoreWatch> logger
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly WakeSignal _trouble = new();

    /// <summary>Raised when the journal can be written again.</summary>
    public event EventHandler? Recovered;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        store.Health.TroubleBegan += WakeOnTrouble;
        try
        {
            if (store.Health.Trouble is not null)
                _trouble.Set();
            while (true)
            {
                await _trouble.NextAsync().WaitAsync(stoppingToken);
                if (await CheckAsync(stoppingToken) is { } trouble)
                    await WatchAsync(trouble, stoppingToken);
            }
        }
        finally
        {
            store.Health.TroubleBegan -= WakeOnTrouble;
        }
    }

    private void WakeOnTrouble(object? sender, EventArgs e) => _trouble.Set();

    private async Task WatchAsync(StoreTrouble first, CancellationToken stop)
    {
        // A channel that read of the trouble reads of its end, even if its last run has ended by then.
        var channels = new HashSet<string>();
        for (StoreTrouble? reported = null, now = first; now is not null; now = await CheckAsync(stop))
        {
            channels.UnionWith(ChannelsOfOpenRuns());
            if (now.Kind != reported?.Kind)
                await ReportAsync(
                    LogLevel.Error,
                    channels,
                    $"The journal cannot be written. {now.Sentence} Nothing new is started on any host; commands "
                        + "that run there continue.",
                    stop
                );
            reported = now;
            await Task.Delay(Pause, time, stop);
        }

        await ReportAsync(
            LogLevel.Warning,
            channels,
            "The journal can be written again. Open runs continue by themselves; repeat what was answered with "
                + "\"not heard\".",
            stop
        );
        await executor.TakeUpAsync(stop);
        Recovered?.Invoke(this, EventArgs.Empty);
    }

    private async Task<StoreTrouble?> CheckAsync(CancellationToken stop)
    {
        try
        {
            await store.CheckAsync(stop);
            return null;
        }
        catch (StoreUnavailableException unavailable)
        {
            return unavailable.Trouble;
        }
    }

    private IEnumerable<string> ChannelsOfOpenRuns() =>
        recorder.Known.Where(run => !run.IsSettled && run.Plan is not null).Select(run => run.Plan!.Approval.Channel);

    private async Task ReportAsync(
        LogLevel level,
        IReadOnlyCollection<string> channels,
        string sentence,
        CancellationToken stop
    )
    {
        logger.Log(level, "{Sentence}", sentence);
        foreach (var announcer in announcers)
            await announcer.AnnounceAsync(channels, sentence, stop);
    }
}
