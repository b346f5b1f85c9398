using Quartz;

namespace OlUpgrade.Hosting.Workflows;

/// <summary>
/// Looks every minute whether a run is due. It only wakes: what is due, the runbooks and the journal say.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class ScheduleJob(ScheduledRuns runs) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await runs.LookAsync(cancellationToken);
}
