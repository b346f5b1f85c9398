using Quartz;

namespace OlUpgrade.Hosting.Workflows;

/// <summary>Registers the check for scheduled runs: at start, and then every minute.</summary>
internal static class ScheduledRunsSetup
{
    private const string Name = "schedule";

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public static void AddScheduledRuns(this IServiceCollection services)
    {
        services.AddSingleton<ScheduledRuns>();
        services.AddQuartz(quartz =>
        {
            quartz.AddJob<ScheduleJob>(job => job.WithIdentity(Name));
            quartz.AddTrigger(trigger =>
                trigger
                    .ForJob(Name)
                    .WithIdentity(Name)
                    .StartNow()
                    .WithSimpleSchedule(schedule => schedule.WithInterval(Interval).RepeatForever())
            );
        });
    }
}
