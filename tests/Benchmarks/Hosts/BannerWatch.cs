using System.Net;
using System.Net.Sockets;
using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Benchmarks.Hosts;

/// <summary>
/// Somebody else in the lab's network who only wants to know when sshd speaks again: holds a connection to each host in
/// turn until the reboot ends it, then knocks until there is a banner.
/// </summary>
internal sealed class BannerWatch(string network, TimeProvider time)
{
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>When each host spoke for the first time after its reboot; they reboot one after another.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> WatchAsync(IEnumerable<RacedHost> hosts)
    {
        var spoke = new Dictionary<string, DateTimeOffset>();
        foreach (var host in hosts)
        {
            await DownAsync(host);
            spoke[host.Name] = await BackAsync(host);
        }

        return spoke;
    }

    private async Task DownAsync(RacedHost host)
    {
        using var limit = new CancellationTokenSource(MaxDuration, time);
        using var socket = await NetworkOf.SocketAsync(network);
        try
        {
            await socket.ConnectAsync(IPAddress.Parse(host.Address), 22, limit.Token);
            while (await socket.ReceiveAsync(new byte[256], limit.Token) > 0)
            {
                // The banner, and then nothing until the host goes down.
            }
        }
        catch (SocketException)
        {
            // It went down without a goodbye.
        }
    }

    private async Task<DateTimeOffset> BackAsync(RacedHost host)
    {
        var begun = time.GetTimestamp();
        while (time.GetElapsedTime(begun) < MaxDuration)
        {
            if (await SpeaksAsync(host))
                return time.GetUtcNow();
            await Task.Delay(Pause, time);
        }

        throw new TimeoutException($"{host.Name} was not back within {MaxDuration}.");
    }

    private async Task<bool> SpeaksAsync(RacedHost host)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var socket = await NetworkOf.SocketAsync(network);
        try
        {
            await socket.ConnectAsync(IPAddress.Parse(host.Address), 22, patience.Token);
            return await socket.ReceiveAsync(new byte[256], patience.Token) > 0;
        }
        catch (Exception silent) when (silent is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
