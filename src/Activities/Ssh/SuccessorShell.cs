using OlUpgrade.Hosts;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Ssh;

/// <summary>
/// Calls hosts as the successor of this database's earlier lease holders. If a host obeys one of them, the call is made
/// again and names it as the predecessor. If it obeys an unknown holder, a service that works from a copy of the data
/// has taken it, and the call stays refused.
/// </summary>
public sealed class SuccessorShell(IHostShell hosts, IJournal journal) : IHostShell
{
    public Task<ShellReply<ShellAnswer>> AskAsync(Host host, ShellScript question, CancellationToken cancellation) =>
        hosts.AskAsync(host, question, cancellation);

    public Task<ShellReply<LedgerState>> TakeAsync(
        Host host,
        Lease lease,
        string notice,
        CancellationToken cancellation
    ) => SucceedAsync(lease, current => hosts.TakeAsync(host, current, notice, cancellation), cancellation);

    public Task<ShellReply<LedgerState>> AdoptAsync(
        Host host,
        Lease lease,
        string notice,
        CancellationToken cancellation
    ) => hosts.AdoptAsync(host, lease, notice, cancellation);

    public Task<ShellReply<LedgerState>> ReleaseAsync(
        Host host,
        Lease lease,
        string ledgerId,
        CancellationToken cancellation
    ) => SucceedAsync(lease, current => hosts.ReleaseAsync(host, current, ledgerId, cancellation), cancellation);

    public Task<ShellReply<AttemptStart>> StartAsync(
        Host host,
        Attempt attempt,
        ShellScript script,
        CancellationToken cancellation
    ) => SucceedAsync(attempt, current => hosts.StartAsync(host, current, script, cancellation), cancellation);

    public Task<ShellReply<AttemptReport>> LookAsync(Host host, Attempt attempt, CancellationToken cancellation) =>
        SucceedAsync(attempt, current => hosts.LookAsync(host, current, cancellation), cancellation);

    public Task<ShellReply<AttemptReport>> FollowAsync(
        Host host,
        Attempt attempt,
        long fromByte,
        Action<OutputLine> output,
        CancellationToken cancellation
    ) =>
        SucceedAsync(
            attempt,
            current => hosts.FollowAsync(host, current, fromByte, output, cancellation),
            cancellation
        );

    public Task<ShellReply<AttemptReport>> StopAsync(Host host, Attempt attempt, CancellationToken cancellation) =>
        SucceedAsync(attempt, current => hosts.StopAsync(host, current, cancellation), cancellation);

    private Task<ShellReply<T>> SucceedAsync<T>(
        Attempt attempt,
        Func<Attempt, Task<ShellReply<T>>> call,
        CancellationToken cancellation
    )
        where T : class => SucceedAsync(attempt.Lease, lease => call(attempt with { Lease = lease }), cancellation);

    // One more call is enough: the host cannot name the same holder again.
    private async Task<ShellReply<T>> SucceedAsync<T>(
        Lease lease,
        Func<Lease, Task<ShellReply<T>>> call,
        CancellationToken cancellation
    )
        where T : class
    {
        var reply = await call(lease);
        return
            reply.Fault is { Kind: ShellFaultKind.Overtaken, Holder: { } last }
            && await journal.KnowsHolderAsync(last, cancellation)
            ? await call(lease with { Follows = last })
            : reply;
    }
}
