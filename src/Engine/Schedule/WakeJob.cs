using System.Globalization;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using Quartz;

namespace OlUpgrade.Schedule;

/// <summary>Wakes the run of an alarm. What the run needs then is in its journal, not here.</summary>
internal sealed class WakeJob(Executor executor) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var number = context.MergedJobDataMap.GetString(AlarmClock.RunNumber);
        executor.Wake(new RunId(int.Parse(number!, CultureInfo.InvariantCulture)));
        return ValueTask.CompletedTask;
    }
}
