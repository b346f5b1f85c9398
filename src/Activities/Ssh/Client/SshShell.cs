using OlUpgrade.Hosts;
using OlUpgrade.Runs;
using OlUpgrade.Ssh.Ledger;

namespace OlUpgrade.Ssh.Client;

/// <summary>
/// The hosts over SSH: every call runs the ledger's script on the host (docs/wire/ledger.md). A fault before the first
/// byte of it was sent is certain; after that it is <see cref="ShellFaultKind.Lost"/> or
/// <see cref="ShellFaultKind.TimedOut"/>, unless the host itself said why.
/// </summary>
/// <param name="findHost">Finds jump hosts by their name in the inventory.</param>
public sealed class SshShell(SshOptions options, Func<string, Host?> findHost, TimeProvider time)
    : IHostShell,
        IDisposable
{
    private const int AnswerCap = 1024 * 1024;

    private static readonly TimeSpan LooksPerSecond = TimeSpan.FromSeconds(0.2);

    private readonly SshCaller _caller = new(new SshConnections(new SshConnector(options, findHost, time)), time);

    public async Task<ShellReply<ShellAnswer>> AskAsync(Host host, ShellScript question, CancellationToken cancellation)
    {
        var output = new BoundedBuffer(AnswerCap);
        var error = new BoundedBuffer(AnswerCap);
        var spokenOutput = new LoginBannerFilter(output.Add);
        var spokenError = new LoginBannerFilter(error.Add);
        // The host stops a question that nobody waits for any more.
        var limit = (int)Math.Ceiling(question.Deadline.TotalSeconds) + 5;
        var call = new SshCall(
            host,
            LedgerCall.Ask(host, question, limit),
            question.Deadline,
            spokenOutput.Add,
            spokenError.Add
        );
        var end = await _caller.CallAsync(call, cancellation);
        if (end.Fault is not null)
            return end.Fault;
        if (!spokenError.IsSeen)
            return SshFaults.Unspoken(host, end.ExitStatus, spokenError.Before);
        return end.ExitStatus is { } code
            ? new ShellAnswer(code, output.ToString(), error.ToString())
            : SshFaults.Lost(host, "the question was cut short");
    }

    public Task<ShellReply<LedgerState>> TakeAsync(
        Host host,
        Lease hold,
        string notice,
        CancellationToken cancellation
    ) =>
        CallAsync(
            host,
            LedgerCall.Take(host, hold, notice),
            options.AnswerTimeout,
            r => r.ToLedgerState(),
            cancellation
        );

    public Task<ShellReply<LedgerState>> AdoptAsync(
        Host host,
        Lease hold,
        string notice,
        CancellationToken cancellation
    ) =>
        CallAsync(
            host,
            LedgerCall.Adopt(host, hold, notice),
            options.AnswerTimeout,
            r => r.ToLedgerState(),
            cancellation
        );

    public Task<ShellReply<LedgerState>> ReleaseAsync(
        Host host,
        Lease hold,
        string ledgerId,
        CancellationToken cancellation
    ) =>
        CallAsync(
            host,
            LedgerCall.Release(host, hold, ledgerId),
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
        var spokenOutput = new LoginBannerFilter(lines.Add);
        var beat = Math.Max(1, (int)(options.ProbeEvery / LooksPerSecond));
        var spoken = new LedgerStderr();
        var call = new SshCall(
            host,
            LedgerCall.Follow(host, attempt, fromByte, beat),
            options.SilenceLimit,
            spokenOutput.Add,
            spoken.Add
        )
        {
            LimitIsSilence = true,
        };
        var reply = Conclude(call, spoken, await _caller.CallAsync(call, cancellation), r => r.ToAttemptReport());
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
        var spoken = new LedgerStderr();
        var whole = new SshCall(host, call, limit, static _ => { }, spoken.Add);
        return Conclude(whole, spoken, await _caller.CallAsync(whole, cancellation), read);
    }

    private static ShellReply<T> Conclude<T>(
        SshCall call,
        LedgerStderr spoken,
        SshCallEnd end,
        Func<LedgerReport, T> read
    )
        where T : class
    {
        // A report that arrived is the host's word, whatever became of the connection behind it.
        spoken.Finish();
        if (spoken.Report is { } report)
            return LedgerRefusal.Of(call.Host, report) is { } refusal ? refusal : read(report);
        return end.Fault ?? SshFaults.Unspoken(call.Host, end.ExitStatus, spoken.Other);
    }
}
