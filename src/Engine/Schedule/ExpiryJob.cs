using OlUpgrade.Execution;
using OlUpgrade.Storage;
using Quartz;

namespace OlUpgrade.Schedule;

/// <summary>Deletes the journals of old runs, once a day.</summary>
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
            // StoreWatch reports the outage; what is due is still due tomorrow.
        }
    }
}
