using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OlUpgrade.Spec.RealHost;

/// <summary>A web server on loopback that answers every request with the same page, and keeps what was asked.</summary>
internal sealed class OnePage : IAsyncDisposable
{
    private static readonly byte[] Answer = Encoding.ASCII.GetBytes(
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nit is well"
    );

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _requests = [];
    private readonly List<string> _names = [];
    private readonly Task _serving;

    public OnePage()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync();
    }

    public int Port { get; }

    /// <summary>The first line of each request.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    /// <summary>The line of each request that names the site.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_requests)
                return [.. _names];
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                await AnswerAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The listener was disposed.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            using var reader = new StreamReader(client.GetStream(), leaveOpen: true);
            var first = await reader.ReadLineAsync() ?? "";
            lock (_requests)
                _requests.Add(first);
            while (await reader.ReadLineAsync() is { Length: > 0 } line)
            {
                if (line.StartsWith("Host:", StringComparison.Ordinal))
                    lock (_requests)
                        _names.Add(line);
            }

            await client.GetStream().WriteAsync(Answer);
        }
    }
}
