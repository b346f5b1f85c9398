using System.Net;
using System.Net.Sockets;
using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Benchmarks.Hosts;

/// <summary>
/// An independent observer in the lab's network that notes when sshd answers again after a reboot. It keeps a
/// connection to each host in turn until the reboot ends it, then reconnects until it gets a banner.
/// </summary>
internal sealed class BannerWatch(string network, TimeProvider time)
{
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxConnect = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>When each host's sshd first answered after its reboot. The hosts reboot one after another.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> WatchAsync(IEnumerable<RacedHost> hosts)
    {
        var answered = new Dictionary<string, DateTimeOffset>();
        foreach (var host in hosts)
        {
            await DownAsync(host);
            answered[host.Name] = await BackAsync(host);
        }

        return answered;
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
            // It went down without closing the connection.
        }
    }

    private async Task<DateTimeOffset> BackAsync(RacedHost host)
    {
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < MaxDuration)
        {
            if (await AnswersAsync(host))
                return time.GetUtcNow();
            await Task.Delay(Pause, time);
        }

        throw new TimeoutException($"{host.Name} was not back within {MaxDuration}.");
    }

    private async Task<bool> AnswersAsync(RacedHost host)
    {
        using var limit = new CancellationTokenSource(MaxConnect, time);
        using var socket = await NetworkOf.SocketAsync(network);
        try
        {
            await socket.ConnectAsync(IPAddress.Parse(host.Address), 22, limit.Token);
            return await socket.ReceiveAsync(new byte[256], limit.Token) > 0;
        }
        catch (Exception silent) when (silent is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
