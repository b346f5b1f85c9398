using System.Net;
using System.Net.Sockets;

namespace OlUpgrade.Spec.Ssh;

/// <summary>
/// A proxy in front of an sshd that holds back every answer until it is opened, as a slow line does.
/// </summary>
internal sealed class HeldDoor : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IDisposable> _open = [];

    public HeldDoor(int target)
    {
        _listener.Start();
        _ = AcceptAsync(target);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections were made to the door.</summary>
    public int Connections { get; private set; }

    public void Open() => _opened.TrySetResult();

    public void Dispose()
    {
        _closing.Cancel();
        _listener.Dispose();
        foreach (var one in _open)
            one.Dispose();
        _closing.Dispose();
    }

    private async Task AcceptAsync(int target)
    {
        while (!_closing.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_closing.Token);
            _open.Add(client);
            Connections++;
            var server = new TcpClient();
            _open.Add(server);
            await server.ConnectAsync(IPAddress.Loopback, target, _closing.Token);
            _ = client.GetStream().CopyToAsync(server.GetStream(), _closing.Token);
            _ = AnswerAsync(server, client);
        }
    }

    private async Task AnswerAsync(TcpClient server, TcpClient client)
    {
        await _opened.Task.WaitAsync(_closing.Token);
        await server.GetStream().CopyToAsync(client.GetStream(), _closing.Token);
    }
}
