using System.Collections.Immutable;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Host = OlUpgrade.Hosts.Host;

namespace OlUpgrade.Hosting.Cli;

/// <summary>
/// Which hosts are the machine that this program runs on, by the address in the inventory. What names stand for is
/// asked for 2 s at most; a name that nobody knows by then is taken for another machine.
/// </summary>
internal static class OwnAddresses
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(2);

    /// <summary>The names of those hosts.</summary>
    public static async Task<ImmutableHashSet<string>> AmongAsync(
        IEnumerable<Host> hosts,
        CancellationToken cancellation
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Within);
        var mine = OfThisMachine();
        var looks = hosts.Select(async host =>
            (host.Name, IsOwn: (await OfAsync(host.Address, limit.Token)).Any(IsMine))
        );
        return [.. (await Task.WhenAll(looks)).Where(look => look.IsOwn).Select(look => look.Name)];

        bool IsMine(IPAddress address) => IPAddress.IsLoopback(address) || mine.Contains(address);
    }

    private static HashSet<IPAddress> OfThisMachine() =>
        [
            .. NetworkInterface
                .GetAllNetworkInterfaces()
                .SelectMany(link => link.GetIPProperties().UnicastAddresses)
                .Select(unicast => unicast.Address),
        ];

    private static async Task<IPAddress[]> OfAsync(string address, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(address, out var written))
            return [written];
        try
        {
            return await Dns.GetHostAddressesAsync(address, cancellation);
        }
        catch (Exception unknown) when (unknown is SocketException or OperationCanceledException)
        {
            return [];
        }
    }
}
