using System.Collections.Immutable;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Host = OlUpgrade.Hosts.Host;

namespace OlUpgrade.Hosting.Cli;

/// <summary>
/// Finds the hosts that are the machine of this program, by the address in the inventory. Name resolution may take 2 s;
/// a name that is not resolved by then counts as another machine.
/// </summary>
internal static class OwnAddresses
{
    private static readonly TimeSpan ResolutionLimit = TimeSpan.FromSeconds(2);

    /// <summary>The names of those hosts.</summary>
    public static async Task<ImmutableHashSet<string>> AmongAsync(
        IEnumerable<Host> hosts,
        CancellationToken cancellation
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(ResolutionLimit);
        var own = OfThisMachine();
        var checks = hosts.Select(async host =>
            (host.Name, IsOwn: (await OfAsync(host.Address, limit.Token)).Any(IsOwn))
        );
        return [.. (await Task.WhenAll(checks)).Where(check => check.IsOwn).Select(check => check.Name)];

        bool IsOwn(IPAddress address) => IPAddress.IsLoopback(address) || own.Contains(address);
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
