using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace OlUpgrade.Lab.Inside;

/// <summary>
/// Lets this process use HTTP inside the network of a lab. A socket always belongs to the network of the thread that
/// created it, so each is created by its own thread, which enters the lab's network, creates the socket and ends.
/// </summary>
internal static partial class NetworkOf
{
    private const int NewNetwork = 0x4000_0000;

    /// <summary>Creates a client that connects to IP addresses in the lab; there is no name resolution.</summary>
    /// <param name="network">The file of the network namespace.</param>
    public static HttpClient Client(string network) =>
        new(
            new SocketsHttpHandler
            {
                UseProxy = false,
                ConnectCallback = async (context, cancellation) =>
                {
                    var socket = await SocketAsync(network);
                    try
                    {
                        await socket.ConnectAsync(
                            IPAddress.Parse(context.DnsEndPoint.Host),
                            context.DnsEndPoint.Port,
                            cancellation
                        );
                        return new NetworkStream(socket, ownsSocket: true);
                    }
                    catch
                    {
                        socket.Dispose();
                        throw;
                    }
                },
            }
        )
        {
            Timeout = TimeSpan.FromMinutes(2),
        };

    /// <summary>Creates an unconnected TCP socket in the lab's network.</summary>
    public static Task<Socket> SocketAsync(string network)
    {
        var created = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Not a pool thread, which would stay in the lab's network for its next work.
        new Thread(() =>
        {
            try
            {
                created.SetResult(Make(network));
            }
            catch (Exception wrong) when (wrong is IOException or SocketException)
            {
                created.SetException(wrong);
            }
        }).Start();
        return created.Task;
    }

    private static Socket Make(string network)
    {
        using var file = File.OpenHandle(network);
        if (Enter(file, NewNetwork) != 0)
            throw new IOException($"Cannot enter the network {network}: {Marshal.GetLastPInvokeErrorMessage()}.");
        return new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int Enter(SafeHandle file, int kind);
}
