using Renci.SshNet;

namespace OlUpgrade.Ssh.Client;

/// <summary>
/// An open connection to a host, shared by a limited number of commands. It owns what it was made from: the key in
/// memory, and the connection to the jump host with its forwarded port.
/// </summary>
internal sealed class SshConnection(SshClient client, int commandsAtOnce) : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    private int _isBroken;

    public SshClient Client => client;

    /// <summary>One slot for each command that may run on the connection at the same time.</summary>
    public SemaphoreSlim Slots { get; } = new(commandsAtOnce);

    public bool IsUsable => _isBroken == 0 && client.IsConnected;

    /// <summary>Disposes these together with the connection.</summary>
    public void Own(params IDisposable[] parts) => _owned.AddRange(parts);

    /// <summary>
    /// Abandons the connection at once. Closing it may block on a dead peer, so that happens in the background.
    /// </summary>
    public void Break()
    {
        if (Interlocked.Exchange(ref _isBroken, 1) == 0)
            _ = Task.Run(Close);
    }

    public void Dispose() => Break();

    private void Close()
    {
        foreach (var part in _owned.Prepend(client))
        {
            try
            {
                part.Dispose();
            }
            catch (Exception e) when (SshFaults.IsOutside(e))
            {
                // A broken connection may throw while it is closed; nothing is left to do about it.
            }
        }
    }
}
