using OlUpgrade.Questions;
using OlUpgrade.Ssh;
using OlUpgrade.Ssh.Client;
using OlUpgrade.Wire;
using Host = OlUpgrade.Hosts.Host;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>Asks hosts, each once and read-only; a ledger is looked at and not taken.</summary>
/// <param name="shell">Null when nobody can log in; then the host's key alone is looked at.</param>
internal sealed class HostProbe(IHostShell? shell, HostKeyReader keys, TimeProvider time)
{
    /// <summary>
    /// What the host answered. A fault of this machine (a file that cannot be read) is told in its place.
    /// </summary>
    public async Task<HostSnapshot> AskAsync(Host host, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(TimedCheck.Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            return await Task.Run(() => SeeAsync(host, either.Token), either.Token).WaitAsync(either.Token);
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
            var sentence = $"it was not called: {fault.Message} Run this as the user of the service.";
            return Failed(host, ShellFaultKind.Unreachable, sentence);
        }
    }

    private async Task<HostSnapshot> SeeAsync(Host host, CancellationToken cancellation)
    {
        if (shell is null)
            return new HostSnapshot(host, await keys.CheckAsync(host, cancellation), null, null);
        var (asked, begun) = (time.GetUtcNow(), time.GetTimestamp());
        var reply = await shell.AskAsync(host, HostReadiness.Question(host), cancellation);
        if (reply.Answer is not { } answer)
            return new HostSnapshot(host, reply.Fault, null, null);
        var readiness = HostReadiness.Read(answer);
        var clock = readiness.Time is { } told ? ServiceClock.Of(told, asked, time.GetElapsedTime(begun)) : null;
        return new HostSnapshot(host, null, readiness, clock);
    }

    private static HostSnapshot Failed(Host host, ShellFaultKind kind, string sentence) =>
        new(host, new ShellFault(kind, sentence), null, null);
}
