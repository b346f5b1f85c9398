using OlUpgrade.Hosts;
using OlUpgrade.Runs;
using OlUpgrade.Ssh.Ledger;

namespace OlUpgrade.Ssh.Client;

/// <summary>
/// Reaches hosts over SSH. Every call runs the ledger's script on the host (docs/wire/ledger.md). Each answer is the
/// ledger's own report; a refusal that came while nothing had been sent that could be acted on; or unknown
/// (<see cref="ShellFaultKind.Lost"/>, <see cref="ShellFaultKind.TimedOut"/>). No words of a host decide which.
/// </summary>
/// <param name="findHost">Finds a jump host by its name in the inventory.</param>
public sealed class SshShell(SshOptions options, Func<string, Host?> findHost, TimeProvider time)
    : IHostShell,
        IDisposable
{
    private const int MaxAnswerBytes = 1024 * 1024;

    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(0.2);

    private readonly SshCaller _caller = new(new SshConnections(new SshConnector(options, findHost, time)), time);

    public async Task<ShellReply<ShellAnswer>> AskAsync(Host host, ShellScript question, CancellationToken cancellation)
    {
        var output = new BoundedBuffer(MaxAnswerBytes);
        var error = new BoundedBuffer(MaxAnswerBytes);
        // The host itself stops a question after its caller has given up.
        var limit = (int)Math.Ceiling(question.Deadline.TotalSeconds) + 5;
        var asked = LedgerCall.Ask(host, question, limit);
        var exchange = new LedgerExchange(asked.Nonce, output.Add, error.Add);
        var end = await _caller.CallAsync(new(host, asked, question.Deadline, exchange), cancellation);
        if (end.Fault is not null)
            return end.Fault;
        if (!end.IsFrameSent)
            return CallConclusion.Unreported(host, exchange, end);
        return end.ExitStatus is { } code
            ? new ShellAnswer(code, output.ToString(), error.ToString()) { Noise = exchange.Before }
            : SshFaults.Lost(host, "the question was interrupted");
    }

    public Task<ShellReply<LedgerState>> TakeAsync(
        Host host,
        Lease lease,
        string notice,
        CancellationToken cancellation
    ) =>
        CallAsync(
            host,
            LedgerCall.Take(host, lease, notice),
            options.AnswerTimeout,
            r => r.ToLedgerState(),
            cancellation
        );

    public Task<ShellReply<LedgerState>> AdoptAsync(
        Host host,
        Lease lease,
        string notice,
        CancellationToken cancellation
    ) =>
        CallAsync(
            host,
            LedgerCall.Adopt(host, lease, notice),
            options.AnswerTimeout,
            r => r.ToLedgerState(),
            cancellation
        );

    public Task<ShellReply<LedgerState>> ReleaseAsync(
        Host host,
        Lease lease,
        string ledgerId,
        CancellationToken cancellation
    ) =>
        CallAsync(
            host,
            LedgerCall.Release(host, lease, ledgerId),
            options.AnswerTimeout,
            r => r.ToLedgerState(),
            cancellation
        );

    public Task<ShellReply<AttemptStart>> StartAsync(
        Host host,
        Attempt attempt,
        ShellScript script,
        CancellationToken cancellation
    ) =>
        CallAsync(
            host,
            LedgerCall.Start(host, attempt, script),
            script.Deadline,
            r => r.ToAttemptStart(),
            cancellation
        );

    public Task<ShellReply<AttemptReport>> LookAsync(Host host, Attempt attempt, CancellationToken cancellation) =>
        CallAsync(host, LedgerCall.Look(host, attempt), options.AnswerTimeout, r => r.ToAttemptReport(), cancellation);

    public async Task<ShellReply<AttemptReport>> FollowAsync(
        Host host,
        Attempt attempt,
        long fromByte,
        Action<OutputLine> output,
        CancellationToken cancellation
    )
    {
        var lines = new LineCutter(output, fromByte);
        var beat = Math.Max(1, (int)(options.ProbeEvery / LookInterval));
        var followed = LedgerCall.Follow(host, attempt, fromByte, beat);
        var exchange = new LedgerExchange(followed.Nonce, lines.Add);
        var call = new SshCall(host, followed, options.SilenceLimit, exchange) { LimitIsSilence = true };
        var end = await _caller.CallAsync(call, cancellation);
        var reply = CallConclusion.Of(host, exchange, end, r => r.ToAttemptReport());
        if (reply.Answer is not null)
            lines.Finish();
        return reply;
    }

    public Task<ShellReply<AttemptReport>> StopAsync(Host host, Attempt attempt, CancellationToken cancellation)
    {
        var grace = (int)Math.Ceiling(options.StopGrace.TotalSeconds);
        var limit = options.StopGrace + options.AnswerTimeout;
        return CallAsync(host, LedgerCall.Stop(host, attempt, grace), limit, r => r.ToAttemptReport(), cancellation);
    }

    public void Dispose() => _caller.Dispose();

    private async Task<ShellReply<T>> CallAsync<T>(
        Host host,
        LedgerCall call,
        TimeSpan limit,
        Func<LedgerReport, T> read,
        CancellationToken cancellation
    )
        where T : class
    {
        var exchange = new LedgerExchange(call.Nonce);
        var end = await _caller.CallAsync(new(host, call, limit, exchange), cancellation);
        return CallConclusion.Of(host, exchange, end, read);
    }
}
