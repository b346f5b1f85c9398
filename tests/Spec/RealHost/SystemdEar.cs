using System.Net.Sockets;
using System.Text;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.RealHost;

/// <summary>Stands in for systemd: hears what a service tells it by the socket that it was given.</summary>
internal sealed class SystemdEar : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly string _path;

    public SystemdEar(string path)
    {
        _path = path;
        _socket.Bind(new UnixDomainSocketEndPoint(path));
    }

    /// <summary>What systemd tells a service of <c>Type=notify</c>.</summary>
    /// <param name="watchdog">How soon a sign of life must follow the last one.</param>
    public IReadOnlyDictionary<string, string> Tells(TimeSpan watchdog) =>
        new Dictionary<string, string>
        {
            ["NOTIFY_SOCKET"] = _path,
            ["WATCHDOG_USEC"] = $"{(long)watchdog.TotalMicroseconds}",
        };

    /// <summary>The next word, waited for within the limit.</summary>
    public async Task<string> Next(TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within, TimeProvider.System);
        var word = new byte[1024];
        return Encoding.UTF8.GetString(word, 0, await _socket.ReceiveAsync(word, SocketFlags.None, limit.Token));
    }

    /// <summary>Nobody reads, until not one word more goes into the socket.</summary>
    public Task Full() => Eventually.True("a socket that takes no more", IsFullAsync);

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
