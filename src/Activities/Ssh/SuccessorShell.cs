using OlUpgrade.Hosts;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Ssh;

/// <summary>
/// Speaks to hosts as the successor of this database's earlier holders: a host that names one of them is told that this
/// one follows it. A host that names a stranger was taken by a service which works from a copy, and keeps refusing.
/// </summary>
public sealed class SuccessorShell(IHostShell hosts, IJournal journal) : IHostShell
{
    public Task<ShellReply<ShellAnswer>> AskAsync(Host host, ShellScript question, CancellationToken cancellation) =>
        hosts.AskAsync(host, question, cancellation);

    public Task<ShellReply<LedgerState>> TakeAsync(
        Host host,
        Lease hold,
        string notice,
        CancellationToken cancellation
    ) => SucceedAsync(hold, mine => hosts.TakeAsync(host, mine, notice, cancellation), cancellation);

    public Task<ShellReply<LedgerState>> AdoptAsync(
        Host host,
        Lease hold,
        string notice,
        CancellationToken cancellation
    ) => hosts.AdoptAsync(host, hold, notice, cancellation);

    public Task<ShellReply<LedgerState>> ReleaseAsync(
        Host host,
        Lease hold,
        string ledgerId,
        CancellationToken cancellation
    ) => SucceedAsync(hold, mine => hosts.ReleaseAsync(host, mine, ledgerId, cancellation), cancellation);

    public Task<ShellReply<AttemptStart>> StartAsync(
        Host host,
        Attempt attempt,
        ShellScript script,
        CancellationToken cancellation
    ) => SucceedAsync(attempt, mine => hosts.StartAsync(host, mine, script, cancellation), cancellation);

    public Task<ShellReply<AttemptReport>> LookAsync(Host host, Attempt attempt, CancellationToken cancellation) =>
        SucceedAsync(attempt, mine => hosts.LookAsync(host, mine, cancellation), cancellation);

    public Task<ShellReply<AttemptReport>> FollowAsync(
        Host host,
        Attempt attempt,
        long fromByte,
        Action<OutputLine> output,
        CancellationToken cancellation
    ) => SucceedAsync(attempt, mine => hosts.FollowAsync(host, mine, fromByte, output, cancellation), cancellation);

    public Task<ShellReply<AttemptReport>> StopAsync(Host host, Attempt attempt, CancellationToken cancellation) =>
        SucceedAsync(attempt, mine => hosts.StopAsync(host, mine, cancellation), cancellation);

    private Task<ShellReply<T>> SucceedAsync<T>(
        Attempt attempt,
        Func<Attempt, Task<ShellReply<T>>> call,
        CancellationToken cancellation
    )
        where T : class => SucceedAsync(attempt.Hold, hold => call(attempt with { Hold = hold }), cancellation);

    // Asked again once: whom the host named first it cannot name again.
    private async Task<ShellReply<T>> SucceedAsync<T>(
        Lease hold,
        Func<Lease, Task<ShellReply<T>>> call,
        CancellationToken cancellation
    )
        where T : class
    {
        var reply = await call(hold);
        return
            reply.Fault is { Kind: ShellFaultKind.Overtaken, Holder: { } last }
            && await journal.KnowsHolderAsync(last, cancellation)
            ? await call(hold with { Follows = last })
            : reply;
    }
}
