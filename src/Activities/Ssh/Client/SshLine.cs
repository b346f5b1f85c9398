using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OlUpgrade.Ssh.Client;

/// <summary>
/// A TCP connection to a host whose SSH has identified itself, passed on to the SSH library over loopback. The library
/// says neither when a connection is there nor what came instead of a version, and reads both without a limit.
/// </summary>
internal sealed class SshLine(Socket host) : IDisposable
{
    /// <summary>What a host may say up to the end of its version line (RFC 4253, 4.2).</summary>
    public const int MaxOpening = 16 * 1024;

    private static readonly byte[] Version = "SSH-"u8.ToArray();

    private readonly TcpListener _door = new(IPAddress.Loopback, 0);

    private byte[] _opening = [];
    private bool _isPassed;

    /// <summary>Connects, and waits until the host has identified itself.</summary>
    /// <param name="connected">Called as soon as there is a connection: from then on the host is not silent.</param>
    /// <exception cref="IOException">What came was no version; its message has what the host said.</exception>
    public static async Task<SshLine> OpenAsync(string address, int port, Action connected, CancellationToken stop)
    {
        var host = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var line = new SshLine(host);
        try
        {
            await host.ConnectAsync(address, port, stop);
            connected();
            line._opening = await ReadOpeningAsync(host, stop);
            return line;
        }
        catch
        {
            line.Dispose();
            throw;
        }
    }

    /// <summary>Passes on one connection from this machine; returns the port for it.</summary>
    public int Pass()
    {
        _isPassed = true;
        _door.Start(1);
        _ = PassAsync();
        return ((IPEndPoint)_door.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        _door.Dispose();
        if (_isPassed)
            HangUp();
        else
            host.Dispose();
    }

    /// <summary>
    /// In order, so that the host sees an end and no reset. What passes it on disposes the connection.
    /// </summary>
    private void HangUp()
    {
        try
        {
            host.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (IsEnd(e))
        {
            // It is gone already.
        }
    }

    /// <summary>From the version line on; what a host says before it is for people.</summary>
    private static async Task<byte[]> ReadOpeningAsync(Socket host, CancellationToken stop)
    {
        var read = new byte[MaxOpening];
        for (var length = 0; length < MaxOpening; )
        {
            var count = await host.ReceiveAsync(read.AsMemory(length), stop);
            length += count;
            if (VersionIn(read.AsSpan(0, length)) is { } at)
                return read[at..length];
            if (count == 0)
                throw Closed(Encoding.UTF8.GetString(read, 0, length).Trim());
        }

        throw new IOException($"it sent {MaxOpening / 1024} KiB and no SSH version; something else may listen there");
    }

    /// <summary>Where the version line begins; null if there is none that is whole.</summary>
    private static int? VersionIn(ReadOnlySpan<byte> read)
    {
        for (var at = 0; ; )
        {
            var end = read[at..].IndexOf((byte)'\n');
            if (end < 0)
                return null;
            if (read[at..].StartsWith(Version))
                return at;
            at += end + 1;
        }
    }

    private static IOException Closed(string said) =>
        said.Length == 0
            ? new EndOfStreamException("it closed the connection without a word")
            : new IOException($"it closed the connection and said \"{said}\"");

    private async Task PassAsync()
    {
        try
        {
            using var client = await _door.AcceptSocketAsync();
            _door.Stop();
            client.NoDelay = true;
            var down = DownAsync(client);
            await UpAsync(client);
            HangUp();
            await down;
        }
        catch (Exception e) when (IsEnd(e))
        {
            // Either side is gone; the library notices.
        }
        finally
        {
            host.Dispose();
        }
    }

    /// <summary>The client first reads all that the host said, and then sees that it is gone.</summary>
    private async Task DownAsync(Socket client)
    {
        try
        {
            await client.SendAsync(_opening);
            var buffer = new byte[64 * 1024];
            for (var count = 1; count > 0; )
            {
                count = await host.ReceiveAsync(buffer);
                await client.SendAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception e) when (IsEnd(e))
        {
            // The host is gone.
        }

        if (client.Connected)
            client.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Until the client hangs up, even if nobody takes what it sends.</summary>
    private async Task UpAsync(Socket client)
    {
        var buffer = new byte[64 * 1024];
        var isTaken = true;
        for (var count = 1; count > 0; )
        {
            count = await client.ReceiveAsync(buffer);
            try
            {
                if (isTaken)
                    await host.SendAsync(buffer.AsMemory(0, count));
            }
            catch (Exception e) when (IsEnd(e))
            {
                isTaken = false;
            }
        }
    }

    private static bool IsEnd(Exception e) =>
        e is SocketException or IOException or ObjectDisposedException or OperationCanceledException;
}
