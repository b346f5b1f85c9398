using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OlUpgrade.Storage;

namespace OlUpgrade.Execution;

/// <summary>
/// Tells people when the journal cannot be written, once, and when it can be again; in between it tries every 5 s. Then
/// every open run is looked at, and what was not heard meanwhile is asked for.
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
                await _trouble.Next().WaitAsync(stoppingToken);
                if (await LookAsync(stoppingToken) is { } trouble)
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
        // Whoever was told of the trouble is told of its end, also when the last run there has ended by then.
        var channels = new HashSet<string>();
        for (StoreTrouble? told = null, now = first; now is not null; now = await LookAsync(stop))
        {
            channels.UnionWith(ChannelsOfOpenRuns());
            if (now.Kind != told?.Kind)
                await TellAsync(
                    LogLevel.Error,
                    channels,
                    $"The journal cannot be written. {now.Sentence} Nothing more is "
                        + "begun on any host; what runs there goes on.",
                    stop
                );
            told = now;
            await Task.Delay(Pause, time, stop);
        }

        await TellAsync(
            LogLevel.Warning,
            channels,
            "The journal can be written again. Open runs go on by themselves; what "
                + "was answered with \"not heard\" must be said again.",
            stop
        );
        await executor.TakeUpAsync(stop);
        Recovered?.Invoke(this, EventArgs.Empty);
    }

    private async Task<StoreTrouble?> LookAsync(CancellationToken stop)
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

    private async Task TellAsync(
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
