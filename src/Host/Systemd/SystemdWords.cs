using System.Globalization;
using Microsoft.Extensions.Hosting.Systemd;
using OlUpgrade.Execution;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Systemd;

/// <summary>
/// What systemd is told: ready when the API answers and every open run was taken up, stopping, and a sign of life twice
/// within the time that the watchdog gives. Says nothing where systemd does not listen.
/// </summary>
/// <remarks>
/// A sign of life means that this loop runs and that the journal answers, be it with an error. Slack, GitHub and hosts
/// that are down are no reason for a restart, nor is a full disk; a journal that gives no answer is one.
/// </remarks>
internal sealed partial class SystemdWords(
    ISystemdNotifier systemd,
    IHostApplicationLifetime life,
    Executor executor,
    IJournal journal,
    TimeProvider time,
    ILogger<SystemdWords> logger
) : BackgroundService
{
    // A run that cannot be taken up is tried again for ever; the service is of use all the same.
    private static readonly TimeSpan MaxTakingUp = TimeSpan.FromMinutes(1);

    private readonly TimeSpan _watchdog = TimeOf(Environment.GetEnvironmentVariable("WATCHDOG_USEC"));

    private readonly Lock _saying = new();
    private Task _said = Task.CompletedTask;

    /// <summary>The watchdog's time; endless where there is none.</summary>
    internal static TimeSpan TimeOf(string? microseconds) =>
        long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given > 0
            ? TimeSpan.FromMicroseconds(given)
            : Timeout.InfiniteTimeSpan;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!systemd.IsEnabled)
            return;
        life.ApplicationStopping.Register(() => Tell(ServiceState.Stopping));
        await StartedAsync(stoppingToken);
        Tell(ServiceState.Ready);
        if (_watchdog != Timeout.InfiniteTimeSpan)
            await LiveAsync(stoppingToken);
    }

    /// <summary>
    /// In order, and on a thread of its own: whoever listens may be busy, and then a word waits in the socket. That
    /// must hold up nothing here, the end least of all.
    /// </summary>
    private void Tell(ServiceState state, bool onlyIfHeard = false)
    {
        lock (_saying)
        {
            if (_said.IsCompleted || !onlyIfHeard)
                _said = _said.ContinueWith(
                    _ => systemd.Notify(state),
                    CancellationToken.None,
                    TaskContinuationOptions.None,
                    TaskScheduler.Default
                );
        }
    }

    private async Task StartedAsync(CancellationToken stop)
    {
        var answers = new TaskCompletionSource();
        await using var started = life.ApplicationStarted.Register(() => answers.TrySetResult());
        await answers.Task.WaitAsync(stop);
        try
        {
            await executor.TakenUp.WaitAsync(MaxTakingUp, time, stop);
        }
        catch (TimeoutException)
        {
            LogNotTakenUp(MaxTakingUp);
        }
    }

    private async Task LiveAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await AskAsync(stop);
            Tell(new ServiceState("WATCHDOG=1"), onlyIfHeard: true);
            await time.PassAsync(_watchdog / 2, stop);
        }
    }

    private async Task AskAsync(CancellationToken stop)
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

    [LoggerMessage(LogLevel.Warning, "Not every open run could be taken up within {Time}; they are tried again")]
    private partial void LogNotTakenUp(TimeSpan time);

    [LoggerMessage(LogLevel.Error, "The journal could not be read")]
    private partial void LogNotRead(Exception trouble);
}
