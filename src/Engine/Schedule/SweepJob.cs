using OlUpgrade.Execution;
using OlUpgrade.Storage;
using Quartz;

namespace OlUpgrade.Schedule;

/// <summary>
/// Looks for runs whose alarm was lost, every 30 seconds: Quartz's tables may be deleted at any time.
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
            // Told by the watch of the store; the next sweep is due in 30 seconds.
        }
    }
}
