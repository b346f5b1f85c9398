using System.Globalization;
using Microsoft.Extensions.Hosting.Systemd;
using OlUpgrade.Execution;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Systemd;

/// <summary>
/// Notifies systemd (sd_notify(3)): ready once the API answers and every open run has been taken over, stopping, and a
/// watchdog signal twice in each watchdog interval. Does nothing if systemd does not listen.
/// </summary>
/// <remarks>
/// The watchdog signal means that this loop runs and that the journal answers, even with an error. Slack, GitHub or
/// hosts that are down do not justify a restart, nor does a full disk; a journal that never answers does.
/// </remarks>
internal sealed partial class SystemdNotifications(
    ISystemdNotifier systemd,
    IHostApplicationLifetime life,
    Executor executor,
    IJournal journal,
    TimeProvider time,
    ILogger<SystemdNotifications> logger
) : BackgroundService
{
    // Taking over a run is retried for ever; the service is useful without it.
    private static readonly TimeSpan TakeOverLimit = TimeSpan.FromMinutes(1);

    // A systemd that does not read must not delay the end.
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _watchdog = TimeOf(Environment.GetEnvironmentVariable("WATCHDOG_USEC"));

    private readonly Lock _gate = new();
    private Task _sending = Task.CompletedTask;

    /// <summary>The watchdog interval; infinite without a watchdog.</summary>
    internal static TimeSpan TimeOf(string? microseconds) =>
        long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0
            ? TimeSpan.FromMicroseconds(value)
            : Timeout.InfiniteTimeSpan;

    /// <summary>Stops, and lets the last message out: the process may end right after this.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Task sending;
        lock (_gate)
            sending = _sending;
        await Task.WhenAny(sending, Task.Delay(SendLimit, time, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!systemd.IsEnabled)
            return;
        life.ApplicationStopping.Register(() => Send(ServiceState.Stopping));
        await StartedAsync(stoppingToken);
        Send(ServiceState.Ready);
        if (_watchdog != Timeout.InfiniteTimeSpan)
            await SignalWatchdogAsync(stoppingToken);
    }

    /// <summary>
    /// Sends in order and on another thread: the socket blocks while the receiver is busy, and that must not delay the
    /// service, least of all its stop.
    /// </summary>
    private void Send(ServiceState state, bool skipIfBusy = false)
    {
        lock (_gate)
        {
            if (_sending.IsCompleted || !skipIfBusy)
                _sending = _sending.ContinueWith(
                    _ => systemd.Notify(state),
                    CancellationToken.None,
                    TaskContinuationOptions.None,
                    TaskScheduler.Default
                );
        }
    }

    private async Task StartedAsync(CancellationToken stop)
    {
        var listening = new TaskCompletionSource();
        await using var started = life.ApplicationStarted.Register(() => listening.TrySetResult());
        await listening.Task.WaitAsync(stop);
        try
        {
            await executor.TakenUp.WaitAsync(TakeOverLimit, time, stop);
        }
        catch (TimeoutException)
        {
            LogNotTakenOver(TakeOverLimit);
        }
    }

    private async Task SignalWatchdogAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await ReadJournalAsync(stop);
            Send(new ServiceState("WATCHDOG=1"), skipIfBusy: true);
            await time.PassAsync(_watchdog / 2, stop);
        }
    }

    private async Task ReadJournalAsync(CancellationToken stop)
    {
        try
        {
            await journal.ListAsync(onlyOpen: true, max: 1, stop);
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            LogNotRead(trouble);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Not all open runs could be taken over within {Time}; retrying")]
    private partial void LogNotTakenOver(TimeSpan time);

    [LoggerMessage(LogLevel.Error, "The journal cannot be read")]
    private partial void LogNotRead(Exception trouble);
}
