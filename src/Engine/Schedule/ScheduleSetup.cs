using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using OlUpgrade.Execution;
using OlUpgrade.Storage.Sqlite;
using Quartz;

namespace OlUpgrade.Schedule;

/// <summary>
/// Sets up Quartz on its own database file, because a second writer on the journal's file would starve the journal.
/// </summary>
public static class ScheduleSetup
{
    /// <summary>At 04:17 local time. A run missed while the service was down is made up when it is back.</summary>
    private const string EveryNight = "0 17 4 * * ?";

    /// <summary>At 23 minutes past, and not at start, so that the start reads no ended runs.</summary>
    private const string EveryHour = "0 23 * * * ?";

    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    /// <summary>Adds the alarm clock and the recurring jobs: the sweep, branch offers and expiry.</summary>
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
