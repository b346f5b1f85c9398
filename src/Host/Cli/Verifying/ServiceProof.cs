namespace OlUpgrade.Hosting.Cli.Verifying;

/// <summary>The proof of a journal that a service has open.</summary>
internal sealed class ServiceProof(Service service) : IJournalProof
{
    public bool ComparesOutput => true;

    public Task<ServiceReply> VerificationAsync(int run, CancellationToken cancellation) =>
        service.GetAsync($"api/runs/{run}/journal/verification", cancellation);

    public Task<ServiceReply> CheckpointsAsync(CancellationToken cancellation) =>
        service.GetAsync("api/runs/checkpoints", cancellation);
}
