using System.Net.Sockets;
using System.Text;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.RealHost;

/// <summary>Stands in for systemd: receives what a service sends to its notify socket.</summary>
internal sealed class FakeSystemd : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly string _path;

    public FakeSystemd(string path)
    {
        _path = path;
        _socket.Bind(new UnixDomainSocketEndPoint(path));
    }

    /// <summary>The environment that systemd gives to a service of <c>Type=notify</c>.</summary>
    /// <param name="watchdog">How soon one watchdog message must follow another.</param>
    public IReadOnlyDictionary<string, string> Environment(TimeSpan watchdog) =>
        new Dictionary<string, string>
        {
            ["NOTIFY_SOCKET"] = _path,
            ["WATCHDOG_USEC"] = $"{(long)watchdog.TotalMicroseconds}",
        };

    /// <summary>Waits for the next message.</summary>
    public async Task<string> Next(TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within, TimeProvider.System);
        var message = new byte[1024];
        return Encoding.UTF8.GetString(message, 0, await _socket.ReceiveAsync(message, SocketFlags.None, limit.Token));
    }

    /// <summary>The messages that have come and were not read yet.</summary>
    public IReadOnlyList<string> Received()
    {
        var messages = new List<string>();
        for (var message = new byte[1024]; _socket.Available > 0; )
            messages.Add(Encoding.UTF8.GetString(message, 0, _socket.Receive(message)));
        return messages;
    }

    /// <summary>Whether nothing comes for this long.</summary>
    public async Task<bool> IsSilent(TimeSpan duration)
    {
        try
        {
            await Next(duration);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    /// <summary>Fills the socket without reading until it accepts nothing more.</summary>
    public Task FillAsync() => Eventually.True("a full socket", IsFullAsync);

    private async Task<bool> IsFullAsync()
    {
        using var one = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        await one.ConnectAsync(new UnixDomainSocketEndPoint(_path));
        try
        {
            return one.Send("FILL=1"u8) == 0;
        }
        catch (SocketException full) when (full.SocketErrorCode == SocketError.WouldBlock)
        {
            return true;
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        File.Delete(_path);
    }
}
