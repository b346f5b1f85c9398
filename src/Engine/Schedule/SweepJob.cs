using OlUpgrade.Execution;
using OlUpgrade.Storage;
using Quartz;

namespace OlUpgrade.Schedule;

/// <summary>
/// Wakes runs whose alarm was lost, every 30 seconds. Quartz's tables may be deleted at any time.
/// </summary>
internal sealed class SweepJob(Executor executor) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await executor.SweepAsync(cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // StoreWatch reports the outage; the next sweep is in 30 seconds.
        }
    }
}
