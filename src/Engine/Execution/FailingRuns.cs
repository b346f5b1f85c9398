using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>
/// Reports to people, once, that the service fails to continue a run, and that it continues. No step of the run is at
/// fault, so nothing in its journal would ask anybody.
/// </summary>
public sealed class FailingRuns(
    Executor executor,
    Recorder recorder,
    IEnumerable<IAnnouncer> announcers,
    ILogger<FailingRuns> logger
) : BackgroundService
{
    private readonly Channel<RunFailingEventArgs> _reports = Channel.CreateUnbounded<RunFailingEventArgs>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        executor.RunFailing += Keep;
        try
        {
            await foreach (var report in _reports.Reader.ReadAllAsync(stoppingToken))
                await ReportAsync(report, stoppingToken);
        }
        finally
        {
            executor.RunFailing -= Keep;
        }
    }

    private void Keep(object? sender, RunFailingEventArgs report) => _reports.Writer.TryWrite(report);

    private async Task ReportAsync(RunFailingEventArgs report, CancellationToken stop)
    {
        var sentence = SentenceOf(report);
        logger.Log(report.Trouble is null ? LogLevel.Warning : LogLevel.Error, "{Sentence}", sentence);
        foreach (var announcer in announcers)
            await announcer.AnnounceAsync(ChannelsOf(report.Run), sentence, stop);
    }

    // The kind of the fault and not its message, which may hold anything; the log has the message.
    private static string SentenceOf(RunFailingEventArgs report) =>
        report.Trouble is { } trouble
            ? $"Run {report.Run} cannot continue: {report.Failures} tries in a row failed inside OlUpgrade "
                + $"({trouble.GetType().Name}; the log says more). Nothing new is started for it; commands that run on "
                + "hosts continue. It is tried again every minute. This is a bug in OlUpgrade: somebody must look, and "
                + "may end the run with `abort`."
            : $"Run {report.Run} continues, after {report.Failures} tries that failed inside OlUpgrade.";

    /// <summary>The run's channel; those of all open runs if the run itself cannot be read.</summary>
    private string[] ChannelsOf(RunId run) =>
        [
            .. (recorder.Remembered(run) is { Plan: not null } known ? [known] : recorder.Known.Where(IsOpen))
                .Select(one => one.Plan!.Approval.Channel)
                .Distinct(),
        ];

    private static bool IsOpen(Run run) => !run.IsSettled && run.Plan is not null;
}
