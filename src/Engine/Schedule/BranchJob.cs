using OlUpgrade.Execution;
using OlUpgrade.Storage;
using Quartz;

namespace OlUpgrade.Schedule;

/// <summary>Offers old rollback branches for deletion, once an hour.</summary>
[DisallowConcurrentExecution]
internal sealed class BranchJob(BranchOffers offers) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await offers.OfferAsync(cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // StoreWatch reports the outage; what is due is still due in an hour.
        }
    }
}
