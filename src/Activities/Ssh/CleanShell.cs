using OlUpgrade.Hosts;
using OlUpgrade.Runs;
using OlUpgrade.Secrets;
using OlUpgrade.Wording;

namespace OlUpgrade.Ssh;

/// <summary>
/// Where text from hosts enters: every answer, line of output and fault has lost its secrets, and nothing in it is
/// hidden, before anyone reads or cuts it.
/// </summary>
public sealed class CleanShell(IHostShell hosts, Redactor redactor) : IHostShell
{
    public async Task<ShellReply<ShellAnswer>> AskAsync(Host host, ShellScript question, CancellationToken cancellation)
    {
        var reply = await CleanAsync(hosts.AskAsync(host, question, cancellation));
        return reply.Answer is { } answer
            ? answer with
            {
                Output = Clean(answer.Output),
                Error = Clean(answer.Error),
                Noise = Clean(answer.Noise),
            }
            : reply;
    }

    public Task<ShellReply<LedgerState>> TakeAsync(
        Host host,
        Lease lease,
        string notice,
        CancellationToken cancellation
    ) => CleanAsync(hosts.TakeAsync(host, lease, notice, cancellation));

    public Task<ShellReply<LedgerState>> AdoptAsync(
        Host host,
        Lease lease,
        string notice,
        CancellationToken cancellation
    ) => CleanAsync(hosts.AdoptAsync(host, lease, notice, cancellation));

    public Task<ShellReply<LedgerState>> ReleaseAsync(
        Host host,
        Lease lease,
        string ledgerId,
        CancellationToken cancellation
    ) => CleanAsync(hosts.ReleaseAsync(host, lease, ledgerId, cancellation));

    public Task<ShellReply<AttemptStart>> StartAsync(
        Host host,
        Attempt attempt,
        ShellScript script,
        CancellationToken cancellation
    ) => CleanAsync(hosts.StartAsync(host, attempt, script, cancellation));

    public Task<ShellReply<AttemptReport>> LookAsync(Host host, Attempt attempt, CancellationToken cancellation) =>
        CleanAsync(hosts.LookAsync(host, attempt, cancellation));

    /// <summary>The lines are not cleaned here: their reader must see where a private key begins and ends.</summary>
    public Task<ShellReply<AttemptReport>> FollowAsync(
        Host host,
        Attempt attempt,
        long fromByte,
        Action<OutputLine> output,
        CancellationToken cancellation
    ) => CleanAsync(hosts.FollowAsync(host, attempt, fromByte, output, cancellation));

    public Task<ShellReply<AttemptReport>> StopAsync(Host host, Attempt attempt, CancellationToken cancellation) =>
        CleanAsync(hosts.StopAsync(host, attempt, cancellation));

    private async Task<ShellReply<T>> CleanAsync<T>(Task<ShellReply<T>> call)
        where T : class
    {
        var reply = await call;
        return reply.Fault is { } fault ? fault with { Sentence = Clean(fault.Sentence) } : reply;
    }

    private string Clean(string text) => OutsideText.Visible(redactor.Clean(text));
}
