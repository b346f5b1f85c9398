using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace OlUpgrade.Lab.Inside;

/// <summary>
/// Lets this process speak HTTP inside the network of a lab. A socket belongs for life to the network of the thread
/// that made it; so each is made by a thread of its own, which enters the lab's network, makes the socket and ends.
/// </summary>
internal static partial class NetworkOf
{
    private const int NewNetwork = 0x4000_0000;

    /// <summary>A client whose every connection goes to an address in the lab; there are no names.</summary>
    /// <param name="network">The file that stands for the network.</param>
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
            Timeout = TimeSpan.FromSeconds(20),
        };

    /// <summary>A TCP socket of the lab's network, not connected yet.</summary>
    public static Task<Socket> SocketAsync(string network)
    {
        var made = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Not a thread of the pool: it would take the lab's network along to its next work.
        new Thread(() =>
        {
            try
            {
                made.SetResult(Make(network));
            }
            catch (Exception wrong) when (wrong is IOException or SocketException)
            {
                made.SetException(wrong);
            }
        }).Start();
        return made.Task;
    }

    private static Socket Make(string network)
    {
        using var file = File.OpenHandle(network);
        if (Enter(file, NewNetwork) != 0)
            throw new IOException($"The network {network} cannot be entered: {Marshal.GetLastPInvokeErrorMessage()}.");
        return new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int Enter(SafeHandle file, int kind);
}
