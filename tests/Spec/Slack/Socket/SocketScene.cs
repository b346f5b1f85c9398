using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Socket;

namespace OlUpgrade.Spec.Slack.Socket;

/// <summary>
/// A real socket to a tiny endpoint on loopback. Each connection plays the next script; what the client sends and what
/// the listener receives is kept in order.
/// </summary>
internal sealed class SocketScene : IAsyncDisposable
{
    public const string Hello = """{"type":"hello","num_connections":1,"connection_info":{"app_id":"A1"}}""";
    public const string Disconnect = """{"type":"disconnect","reason":"refresh_requested","debug_info":{"host":"x"}}""";

    private readonly ConcurrentQueue<Func<SocketTalk, Task>> _scripts = new();
    private readonly CancellationTokenSource _end = new(TimeSpan.FromMinutes(2));
    private readonly TaskCompletionSource _allPlayed = new();
    private int _unplayed;
    private WebApplication? _app;
    private string _link = "";

    public ConcurrentQueue<SlackSignal> Heard { get; } = new();

    public ConcurrentQueue<string> Opened { get; } = new();

    /// <summary>Answers to the first attempts to open a socket; the real answer follows.</summary>
    public ConcurrentQueue<string> OpenAnswers { get; } = new();

    public Func<SlackSignal, string?> Listener { get; set; } = _ => null;

    public TimeSpan Ping { get; set; } = TimeSpan.FromSeconds(15);

    public SocketScene Then(Func<SocketTalk, Task> script)
    {
        _scripts.Enqueue(script);
        _unplayed++;
        return this;
    }

    /// <summary>Runs the client until every script has ended.</summary>
    public async Task PlayAsync()
    {
        await StartAsync();
        var address = _app!
            .Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.First();
        _link = address.Replace("http", "ws", StringComparison.Ordinal) + "/link?ticket=secret";
        var options = new SlackOptions
        {
            SocketConnections = 1,
            AppToken = "xapp-secret",
            BaseAddress = new($"{address}/api/"),
            SocketPing = Ping,
        };
        using var http = new HttpClient();
        var client = new SlackClient(http, options, TimeProvider.System);
        var socket = new SlackSocket(client, options, TimeProvider.System, NullLogger<SlackSocket>.Instance);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        var running = socket.RunAsync(HearAsync, stop.Token);
        await _allPlayed.Task.WaitAsync(_end.Token);
        await stop.CancelAsync();
        await running;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_app is not null)
            await _app.DisposeAsync();
        _end.Dispose();
    }

    private Task<string?> HearAsync(SlackSignal signal, CancellationToken cancellation)
    {
        Heard.Enqueue(signal);
        return Task.FromResult(Listener(signal));
    }

    private async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.UseWebSockets();
        _app.MapPost("/api/apps.connections.open", (HttpRequest request) =>
        {
            Opened.Enqueue($"{request.Headers.Authorization} {request.ContentType}");
            var answer = OpenAnswers.TryDequeue(out var first) ? first : $$"""{"ok":true,"url":"{{_link}}"}""";
            return Results.Text(answer, "application/json");
        });
        _app.Map("/link", PlayNextAsync);
        await _app.StartAsync(_end.Token);
    }

    private async Task PlayNextAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        if (!_scripts.TryDequeue(out var script))
            return;
        var talk = new SocketTalk(socket, _end.Token);
        try
        {
            await script(talk);
        }
        // A script that fails fails the test, not the endpoint.
        catch (Exception fault)
        {
            _allPlayed.TrySetException(fault);
        }

        if (Interlocked.Decrement(ref _unplayed) > 0)
            return;
        _allPlayed.TrySetResult();
        // Stays open until the client has stopped, which would otherwise open another one.
        await talk.HearAsync();
    }
}
