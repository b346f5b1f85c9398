using System.Collections.Concurrent;
using OlUpgrade.Hosts;

namespace OlUpgrade.Ssh.Client;

/// <summary>The open connections, one for each host. A broken one is replaced at the next request.</summary>
internal sealed class SshConnections(SshConnector connector) : IDisposable
{
    private readonly ConcurrentDictionary<string, Slot> _slots = new();

    /// <summary>The host's connection; fresh if this call made it.</summary>
    public async Task<(ShellReply<SshConnection> Reply, bool IsFresh)> GetAsync(
        Host host,
        CancellationToken cancellation
    )
    {
        var slot = _slots.GetOrAdd($"{host.User}@{host.Address}:{host.Port} {host.JumpHost}", _ => new Slot());
        await slot.Gate.WaitAsync(cancellation);
        try
        {
            if (slot.Current is { IsUsable: true } open)
                return (open, false);
            slot.Current?.Break();
            var reply = await connector.ConnectAsync(host, cancellation);
            slot.Current = reply.Answer;
            return (reply, true);
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    public void Dispose()
    {
        foreach (var slot in _slots.Values)
            slot.Current?.Break();
    }

    private sealed class Slot
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public SshConnection? Current { get; set; }
    }
}
