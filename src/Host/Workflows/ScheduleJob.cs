using Quartz;

namespace OlUpgrade.Hosting.Workflows;

/// <summary>
/// Checks every minute whether a run is due. It is only a wake-up: the runbooks and the journal decide what is due.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class ScheduleJob(ScheduledRuns runs) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await runs.StartDueAsync(cancellationToken);
}
