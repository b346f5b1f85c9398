using OlUpgrade.Questions;
using OlUpgrade.Ssh;
using OlUpgrade.Ssh.Client;
using OlUpgrade.Wire;
using Host = OlUpgrade.Hosts.Host;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>Asks each host once, read-only. A ledger is read and not taken.</summary>
/// <param name="shell">Null if the service cannot log in; then only the host's key is checked.</param>
internal sealed class HostProbe(IHostShell? shell, HostKeyReader keys, TimeProvider time)
{
    /// <summary>
    /// The host's answers. A fault on this machine, such as an unreadable file, is reported as a fault of the host.
    /// </summary>
    public async Task<HostSnapshot> AskAsync(Host host, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(TimedCheck.Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            return await Task.Run(() => ProbeAsync(host, either.Token), either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed(
                host,
                ShellFaultKind.TimedOut,
                $"it gave no answer within {TimedCheck.Limit.TotalSeconds:0} s. Try again."
            );
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            var sentence = $"it was not checked: {fault.Message} Run this as the service's user.";
            return Failed(host, ShellFaultKind.Unreachable, sentence);
        }
    }

    private async Task<HostSnapshot> ProbeAsync(Host host, CancellationToken cancellation)
    {
        if (shell is null)
            return new HostSnapshot(host, await keys.CheckAsync(host, cancellation), null, null);
        var (askedAt, started) = (time.GetUtcNow(), time.GetTimestamp());
        var reply = await shell.AskAsync(host, HostReadiness.Question(host), cancellation);
        if (reply.Answer is not { } answer)
            return new HostSnapshot(host, reply.Fault, null, null);
        var readiness = HostReadiness.Read(answer);
        var clock = readiness.Time is { } hostTime
            ? ServiceClock.Of(hostTime, askedAt, time.GetElapsedTime(started))
            : null;
        return new HostSnapshot(host, null, readiness, clock);
    }

    private static HostSnapshot Failed(Host host, ShellFaultKind kind, string sentence) =>
        new(host, new ShellFault(kind, sentence), null, null);
}
