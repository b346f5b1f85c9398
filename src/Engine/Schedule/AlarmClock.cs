using System.Globalization;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using Quartz;

namespace OlUpgrade.Schedule;

/// <summary>
/// The alarm clock on Quartz: one job for each run, replaced when the run's alarm is set again. It only wakes runs.
/// </summary>
public sealed class AlarmClock(ISchedulerFactory schedulers) : IAlarmClock
{
    internal const string RunNumber = "run";

    public async Task SetAsync(RunId run, DateTimeOffset at, CancellationToken cancellation)
    {
        var scheduler = await schedulers.GetScheduler(cancellation);
        var name = $"run-{run}";
        var job = JobBuilder
            .Create<WakeJob>()
            .WithIdentity(name)
            .UsingJobData(RunNumber, run.Number.ToString(CultureInfo.InvariantCulture))
            .Build();
        var trigger = TriggerBuilder.Create().WithIdentity(name).StartAt(at).Build();
        await scheduler.ScheduleJob(job, [trigger], new ScheduleJobOptions { Replace = true }, cancellation);
    }
}
