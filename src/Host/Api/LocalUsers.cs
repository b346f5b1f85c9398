using System.Buffers.Binary;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace OlUpgrade.Hosting.Api;

/// <summary>
/// Counts the connections of each user of this machine, so that none of them can take all; a connection too many is
/// closed.
/// </summary>
internal sealed class LocalUsers
{
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;

    private readonly Lock _gate = new();
    private readonly Dictionary<uint, int> _connections = [];

    public ConnectionDelegate Admit(ConnectionDelegate next) =>
        async connection =>
        {
            if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket)
                return;
            var user = OperatingSystem.IsLinux() ? UserOf(socket) : 0;
            if (!Begin(user))
                return;
            try
            {
                connection.Features.Set(new LocalUser(user));
                await next(connection);
            }
            finally
            {
                End(user);
            }
        };

    /// <summary>The user who connected: the second number of the kernel's ucred.</summary>
    private static uint UserOf(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[12];
        socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
        return BinaryPrimitives.ReadUInt32LittleEndian(credentials[4..]);
    }

    private bool Begin(uint user)
    {
        lock (_gate)
        {
            var open = _connections.GetValueOrDefault(user);
            if (open >= ApiLimits.MaxConnectionsOfUser)
                return false;
            _connections[user] = open + 1;
            return true;
        }
    }

    private void End(uint user)
    {
        lock (_gate)
        {
            if (--_connections[user] == 0)
                _connections.Remove(user);
        }
    }
}
