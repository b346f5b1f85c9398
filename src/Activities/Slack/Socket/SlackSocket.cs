using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using OlUpgrade.Slack.Client;
using OlUpgrade.Wire;

namespace OlUpgrade.Slack.Socket;

/// <summary>
/// Socket Mode: keeps several connections to Slack open and reopens each one when it ends, while the others keep
/// receiving. An envelope is acknowledged only after the listener has handled it.
/// </summary>
public sealed class SlackSocket(SlackClient client, SlackOptions options, TimeProvider time, ILogger<SlackSocket> log)
{
    /// <summary>Longest pause between two attempts to connect.</summary>
    /// <value>1 minute.</value>
    public static TimeSpan MaxPause { get; } = TimeSpan.FromMinutes(1);

    /// <summary>A connection that lasted this long ends a series of failures.</summary>
    private static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Runs until cancelled, and never throws for what the network or Slack does.
    /// </summary>
    /// <param name="listener">
    /// Called for one signal at a time, in the order received; its text answers a slash command. It should only record
    /// the signal and return: after 3 s Slack shows the person an error.
    /// </param>
    public async Task RunAsync(
        Func<SlackSignal, CancellationToken, Task<string?>> listener,
        CancellationToken cancellation
    )
    {
        using var dispatcher = new SlackDispatcher(listener, options.SocketTimeout, time, log);
        try
        {
            await Task.WhenAll(
                Enumerable.Range(0, options.SocketConnections).Select(_ => KeepOpenAsync(dispatcher, cancellation))
            );
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            log.LogInformation("The socket to Slack was closed.");
        }
    }

    /// <summary>One of the connections. Slack sends each envelope over one of the open ones.</summary>
    private async Task KeepOpenAsync(SlackDispatcher dispatcher, CancellationToken cancellation)
    {
        var failures = 0;
        while (true)
        {
            await Task.Delay(PauseAfter(failures), time, cancellation);
            var started = time.GetTimestamp();
            await ConnectAsync(dispatcher, cancellation);
            failures = time.GetElapsedTime(started) >= StableAfter ? 0 : failures + 1;
        }
    }

    /// <summary>No pause after one failure, 1 s after two, then twice as long each time.</summary>
    internal static TimeSpan PauseAfter(int failures) =>
        failures < 2
            ? TimeSpan.Zero
            : TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(failures - 2, 10)), MaxPause.TotalSeconds));

    private async Task ConnectAsync(SlackDispatcher dispatcher, CancellationToken cancellation)
    {
        var address = await client.OpenSocketAsync(cancellation);
        if (!address.IsGood)
        {
            log.LogWarning("The socket to Slack could not be opened: {Sentence}", address.Failure.Sentence);
            await Task.Delay(address.Failure.RetryAfter ?? TimeSpan.Zero, time, cancellation);
            return;
        }

        if (!Uri.TryCreate(address.Value, UriKind.Absolute, out var uri) || !IsAllowed(uri))
        {
            log.LogWarning("The socket to Slack could not be opened: the address that Slack gave is not encrypted.");
            return;
        }

        try
        {
            using var connection = new SlackSocketConnection(options, time, log);
            await connection.RunAsync(uri, dispatcher, cancellation);
        }
        catch (Exception fault) when (IsOutside(fault))
        {
            if (!cancellation.IsCancellationRequested)
                log.LogWarning("The socket to Slack was lost ({What}); reconnecting.", What(fault));
        }
    }

    private bool IsAllowed(Uri uri) =>
        uri.Scheme == Uri.UriSchemeWss
        || (uri.Scheme == Uri.UriSchemeWs && options.BaseAddress.Scheme == Uri.UriSchemeHttp);

    private static bool IsOutside(Exception fault) => fault is WebSocketException || RequestFault.IsOutside(fault);

    // The exception's own message may contain the address, and the address contains a ticket.
    private static string What(Exception fault) =>
        fault is WebSocketException socket ? $"{socket.WebSocketErrorCode}" : RequestFault.Describe(fault);
}
