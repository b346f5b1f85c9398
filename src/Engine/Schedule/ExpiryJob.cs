using OlUpgrade.Execution;
using OlUpgrade.Storage;
using Quartz;

namespace OlUpgrade.Schedule;

/// <summary>Lets old runs expire, once a day.</summary>
internal sealed class ExpiryJob(RunExpiry expiry) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await expiry.ExpireAsync(cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // Told by the watch of the store; what is due is still due tomorrow.
        }
    }
}
