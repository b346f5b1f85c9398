using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using OlUpgrade.Slack.Client;
using OlUpgrade.Wire;

namespace OlUpgrade.Slack.Socket;

/// <summary>
/// Socket Mode: keeps connections to Slack open for as long as it runs, and opens each again whenever it ends; while
/// one is opened again, the others hear. People are heard before they are answered: an envelope is acknowledged only
/// after the listener took it in.
/// </summary>
public sealed class SlackSocket(SlackClient client, SlackOptions options, TimeProvider time, ILogger<SlackSocket> log)
{
    /// <summary>Longest pause between two tries to connect.</summary>
    public static TimeSpan MaxPause { get; } = TimeSpan.FromMinutes(1);

    /// <summary>A connection that lived this long is no part of a series of failures.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Runs until cancelled, and never throws for what the network or Slack do. The listener is called for one signal
    /// at a time, in the order they came; its text answers a slash command. It should only write down and be quick:
    /// Slack shows a person an error after 3 s.
    /// </summary>
    public async Task RunAsync(
        Func<SlackSignal, CancellationToken, Task<string?>> listener,
        CancellationToken cancellation
    )
    {
        using var hearing = new SlackDispatcher(listener, options.SocketPatience, time, log);
        try
        {
            await Task.WhenAll(
                Enumerable.Range(0, options.SocketConnections).Select(_ => KeepOpenAsync(hearing, cancellation))
            );
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            log.LogInformation("The socket to Slack was closed.");
        }
    }

    /// <summary>One of the connections: Slack sends each envelope over one of those that are open.</summary>
    private async Task KeepOpenAsync(SlackDispatcher hearing, CancellationToken cancellation)
    {
        var failures = 0;
        while (true)
        {
            await Task.Delay(PauseAfter(failures), time, cancellation);
            var began = time.GetTimestamp();
            await ConnectAsync(hearing, cancellation);
            failures = time.GetElapsedTime(began) >= Settled ? 0 : failures + 1;
        }
    }

    /// <summary>None after one failure, a second after two, then twice as long each time.</summary>
    internal static TimeSpan PauseAfter(int failures) =>
        failures < 2
            ? TimeSpan.Zero
            : TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(failures - 2, 10)), MaxPause.TotalSeconds));

    private async Task ConnectAsync(SlackDispatcher hearing, CancellationToken cancellation)
    {
        var address = await client.OpenSocketAsync(cancellation);
        if (!address.IsGood)
        {
            log.LogWarning("No socket to Slack: {Sentence}", address.Failure.Sentence);
            await Task.Delay(address.Failure.RetryAfter ?? TimeSpan.Zero, time, cancellation);
            return;
        }

        if (!Uri.TryCreate(address.Value, UriKind.Absolute, out var uri) || !IsAllowed(uri))
        {
            log.LogWarning("No socket to Slack: the address it gave is not an encrypted one.");
            return;
        }

        try
        {
            using var connection = new SlackSocketConnection(options, time, log);
            await connection.RunAsync(uri, hearing, cancellation);
        }
        catch (Exception fault) when (IsOutside(fault))
        {
            if (!cancellation.IsCancellationRequested)
                log.LogWarning("The socket to Slack ended: {What}. It is opened again.", What(fault));
        }
    }

    private bool IsAllowed(Uri uri) =>
        uri.Scheme == Uri.UriSchemeWss
        || (uri.Scheme == Uri.UriSchemeWs && options.BaseAddress.Scheme == Uri.UriSchemeHttp);

    private static bool IsOutside(Exception fault) => fault is WebSocketException || RequestFault.IsOutside(fault);

    // The exception's own text may hold the address, and the address holds a ticket.
    private static string What(Exception fault) =>
        fault is WebSocketException socket ? $"{socket.WebSocketErrorCode}" : RequestFault.Describe(fault);
}
