using System.Net;
using System.Net.Sockets;

namespace OlUpgrade.Spec.Ssh;

/// <summary>
/// A port in front of an sshd that takes the first connections and says nothing on them, as a host does that goes down
/// or boots; it lets the later ones through.
/// </summary>
internal sealed class SilentDoor : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly List<IDisposable> _open = [];

    public SilentDoor(int behind, int silent)
    {
        _listener.Start();
        _ = LetInAsync(behind, silent);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many came to the door.</summary>
    public int Knocks { get; private set; }

    public void Dispose()
    {
        _closing.Cancel();
        _listener.Dispose();
        foreach (var one in _open)
            one.Dispose();
        _closing.Dispose();
    }

    private async Task LetInAsync(int behind, int silent)
    {
        while (!_closing.IsCancellationRequested)
        {
            var guest = await _listener.AcceptTcpClientAsync(_closing.Token);
            _open.Add(guest);
            if (++Knocks <= silent)
                continue;
            var inner = new TcpClient();
            _open.Add(inner);
            await inner.ConnectAsync(IPAddress.Loopback, behind, _closing.Token);
            _ = guest.GetStream().CopyToAsync(inner.GetStream(), _closing.Token);
            _ = inner.GetStream().CopyToAsync(guest.GetStream(), _closing.Token);
        }
    }
}
