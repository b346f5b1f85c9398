using System.Net;
using System.Net.Sockets;

namespace OlUpgrade.Spec.Ssh;

/// <summary>
/// A proxy in front of an sshd that accepts the first connections and stays silent on them, as a host does while it
/// goes down or boots. It passes the later ones through.
/// </summary>
internal sealed class SilentDoor : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly List<IDisposable> _open = [];

    public SilentDoor(int target, int silent)
    {
        _listener.Start();
        _ = AcceptAsync(target, silent);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections were made to the door.</summary>
    public int Connections { get; private set; }

    public void Dispose()
    {
        _closing.Cancel();
        _listener.Dispose();
        foreach (var one in _open)
            one.Dispose();
        _closing.Dispose();
    }

    private async Task AcceptAsync(int target, int silent)
    {
        while (!_closing.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_closing.Token);
            _open.Add(client);
            if (++Connections <= silent)
                continue;
            var server = new TcpClient();
            _open.Add(server);
            await server.ConnectAsync(IPAddress.Loopback, target, _closing.Token);
            _ = client.GetStream().CopyToAsync(server.GetStream(), _closing.Token);
            _ = server.GetStream().CopyToAsync(client.GetStream(), _closing.Token);
        }
    }
}
