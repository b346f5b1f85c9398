using Renci.SshNet;

namespace OlUpgrade.Ssh.Client;

/// <summary>
/// One living connection to a host, shared by the commands on it up to a limit. It owns what it was made of: the key
/// in memory and the connection to the jump host with its forwarded port.
/// </summary>
internal sealed class SshConnection(SshClient client, int commandsAtOnce) : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    private int _isBroken;

    public SshClient Client => client;

    /// <summary>Lets so many commands onto the connection at once.</summary>
    public SemaphoreSlim Gate { get; } = new(commandsAtOnce);

    public bool IsUsable => _isBroken == 0 && client.IsConnected;

    public void Own(params IDisposable[] more) => _owned.AddRange(more);

    /// <summary>
    /// Gives the connection up at once. Taking it apart may wait for a dead peer, so it goes on behind our back.
    /// </summary>
    public void Break()
    {
        if (Interlocked.Exchange(ref _isBroken, 1) == 0)
            _ = Task.Run(TakeApart);
    }

    public void Dispose() => Break();

    private void TakeApart()
    {
        foreach (var part in _owned.Prepend(client))
        {
            try
            {
                part.Dispose();
            }
            catch (Exception e) when (SshFaults.IsOutside(e))
            {
                // A broken connection may complain while it is thrown away; nobody can do anything about it.
            }
        }
    }
}
