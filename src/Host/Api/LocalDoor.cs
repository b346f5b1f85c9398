using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using OlUpgrade.Hosting.Configuration;

namespace OlUpgrade.Hosting.Api;

/// <summary>Where and within which limits the local API takes connections.</summary>
internal static class LocalDoor
{
    // Whoever can connect needs a token all the same, and the token says who it is. A group that must be joined but
    // gives no role would only be one more list of people.
    private const UnixFileMode Everyone =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite;

    public static void Open(IWebHostBuilder builder, ListenAddress listen)
    {
        builder.ConfigureKestrel(server => Configure(server, listen));
        builder.UseSockets(sockets => sockets.CreateBoundListenSocket = Bound);
    }

    /// <summary>
    /// Removes a socket that a dead process has left. Null if the place is free, else why it is not, and whether that
    /// is for a person to mend.
    /// </summary>
    public static async Task<(string Sentence, bool IsBadSetting)?> ClearAsync(ListenAddress listen)
    {
        if (listen is not ListenAddress.Socket { Path: var path })
            return null;
        if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder))
            return ($"OlUpgrade:Listen is {listen}, but the folder {folder} does not exist. Make it first.", true);
        if (FileStatus.Of(path, followsLink: false) is not { } status)
            return null;
        if (status.Kind != FileStatus.Socket)
            return ($"OlUpgrade:Listen is {listen}, which is there and no socket. Move it away, or set another.", true);
        if (await IsAliveAsync(path))
            return ($"Another process is listening at {listen}. Stop it, or set another OlUpgrade:Listen.", false);
        File.Delete(path);
        return null;
    }

    private static async Task<bool> IsAliveAsync(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return false;
        }
        catch (SocketException)
        {
            // Full, or not ours to ask: somebody has it.
            return true;
        }
    }

    private static void Configure(KestrelServerOptions server, ListenAddress listen)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = ApiLimits.MaxBody;
        server.Limits.MaxRequestBufferSize = ApiLimits.MaxBody;
        server.Limits.MaxRequestHeadersTotalSize = ApiLimits.MaxHeaders;
        server.Limits.MaxConcurrentConnections = ApiLimits.MaxConnections;
        server.Limits.RequestHeadersTimeout = ApiLimits.HeadersWithin;
        server.Limits.KeepAliveTimeout = ApiLimits.IdleWithin;
        switch (listen)
        {
            case ListenAddress.Socket { Path: var path }:
                var users = new LocalUsers();
                server.ListenUnixSocket(path, door => Shape(door).Use(next => users.Admit(next)));
                break;
            case ListenAddress.Port { Address: var address }:
                server.Listen(EndPointOf(address), door => Shape(door));
                break;
            default:
                throw new InvalidOperationException($"{listen} is no place to listen at.");
        }
    }

    private static ListenOptions Shape(ListenOptions door)
    {
        door.Protocols = HttpProtocols.Http1;
        return door;
    }

    private static Socket Bound(EndPoint at)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(at);
        if (at is UnixDomainSocketEndPoint && !OperatingSystem.IsWindows())
            File.SetUnixFileMode($"{at}", Everyone);
        return socket;
    }

    private static IPEndPoint EndPointOf(Uri listen) =>
        new(
            IPAddress.TryParse(listen.Host.Trim('[', ']'), out var address) ? address : IPAddress.Loopback,
            listen.Port
        );
}
