using System.CommandLine;
using System.Net.Sockets;

namespace OlUpgrade.Hosting.Cli.Remote;

/// <summary>
/// <c>olupgrade relay</c>: connects its input and output to the service's socket. <c>olupgrade --host</c> starts it on
/// the other machine; people do not type it.
/// </summary>
internal static class RelayVerb
{
    public static Command Command(Screen screen)
    {
        var server = CommonOptions.Server();
        var verb = new Command("relay", "Connects standard input and output to the service; --host uses it over ssh.")
        {
            server,
        };
        verb.SetAction((parsed, cancellation) => RelayAsync(screen, parsed.GetValue(server), cancellation));
        return verb;
    }

    private static async Task<int> RelayAsync(Screen screen, string? server, CancellationToken cancellation)
    {
        var address = ServiceAddress.Of(server);
        try
        {
            await using var service = await address.ConnectAsync(cancellation);
            await using var input = Console.OpenStandardInput();
            await using var output = Console.OpenStandardOutput();
            await CopyAsync(input, output, service, cancellation);
            return ExitCode.Done;
        }
        catch (Exception fault) when (fault is SocketException or IOException)
        {
            return ServiceReply.Unreachable(address).Show(screen);
        }
    }

    /// <summary>Copies in both directions until either side has nothing more to say.</summary>
    public static async Task CopyAsync(Stream input, Stream output, Stream service, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var there = input.CopyToAsync(service, stop.Token);
        var back = service.CopyToAsync(output, stop.Token);
        await await Task.WhenAny(there, back);
        await output.FlushAsync(cancellation);
        await stop.CancelAsync();
    }
}
