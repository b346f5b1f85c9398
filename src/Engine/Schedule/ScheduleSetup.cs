using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using OlUpgrade.Execution;
using OlUpgrade.Storage.Sqlite;
using Quartz;

namespace OlUpgrade.Schedule;

/// <summary>Puts Quartz on a database file of its own: a second writer on the journal's file would starve it.</summary>
public static class ScheduleSetup
{
    /// <summary>At 04:17; what was missed while the service was away is done when it is back.</summary>
    private const string EveryNight = "0 17 4 * * ?";

    /// <summary>Not at the start, which reads no run that has ended, however many there are.</summary>
    private const string EveryHour = "0 23 * * * ?";

    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddAlarmClock(this IServiceCollection services, DataFolder folder)
    {
        DataFolder.MakePrivate(folder.Alarms);
        services.AddQuartz(quartz =>
        {
            quartz.UseDefaultThreadPool(2);
            quartz.UsePersistentStore(store =>
            {
                store.UseSqlite(new SqliteConnectionStringBuilder { DataSource = folder.Alarms }.ToString());
                store.ProvisionSchema();
            });
            quartz.AddJob<SweepJob>(job => job.WithIdentity("sweep"));
            quartz.AddTrigger(trigger =>
                trigger
                    .ForJob("sweep")
                    .WithIdentity("sweep")
                    .StartNow()
                    .WithSimpleSchedule(schedule => schedule.WithInterval(SweepEvery).RepeatForever())
            );
            quartz.AddJob<ExpiryJob>(job => job.WithIdentity("expiry"));
            quartz.AddTrigger(trigger => trigger.ForJob("expiry").WithIdentity("expiry").WithCronSchedule(EveryNight));
            quartz.AddJob<BranchJob>(job => job.WithIdentity("branches"));
            quartz.AddTrigger(trigger =>
                trigger.ForJob("branches").WithIdentity("branches").WithCronSchedule(EveryHour)
            );
        });
        services.AddQuartzHostedService();
        services.AddSingleton<IAlarmClock, AlarmClock>();
        return services;
    }
}
