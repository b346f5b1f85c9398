using System.Globalization;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using Quartz;

namespace OlUpgrade.Schedule;

/// <summary>An alarm rings: the run is looked at. What it wants then is in its journal, not here.</summary>
internal sealed class WakeJob(Executor executor) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var number = context.MergedJobDataMap.GetString(AlarmClock.RunNumber);
        executor.Wake(new RunId(int.Parse(number!, CultureInfo.InvariantCulture)));
        return ValueTask.CompletedTask;
    }
}
