using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace OlUpgrade.Sandbox.Emulation;

/// <summary>
/// Serves one emulated service on a port. It translates HTTP to <see cref="EmulatedRequest"/> and back, and aborts the
/// connection when a fault swallows the answer.
/// </summary>
internal sealed class EmulatorListener(WebApplication application) : IAsyncDisposable
{
    private static readonly TimeSpan MaxShutdown = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxHold = TimeSpan.FromMinutes(10);

    // The settings never change, and each file watcher uses up one of the user's few inotify instances.
    private const string WatchesNoFiles = "--hostBuilder:reloadConfigOnChange=false";

    public Uri Address { get; } = new(application.Urls.First());

    /// <summary>Listens on this address only; port 0 chooses a free port.</summary>
    public static async Task<EmulatorListener> OpenAsync(
        IEmulatedSite site,
        IPEndPoint at,
        CancellationToken cancellation,
        Action<WebApplication>? map = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [WatchesNoFiles] });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => Restrict(kestrel, at));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = MaxShutdown);
        var application = builder.Build();
        map?.Invoke(application);
        application.Run(context => AnswerAsync(site, context));
        try
        {
            await application.StartAsync(cancellation);
            return new EmulatorListener(application);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var deadline = new CancellationTokenSource(MaxShutdown);
        await application.StopAsync(deadline.Token);
        await application.DisposeAsync();
    }

    private static void Restrict(KestrelServerOptions kestrel, IPEndPoint at)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(at);
    }

    private static async Task AnswerAsync(IEmulatedSite site, HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key,
            header => header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        var reply = site.Handle(
            new EmulatedRequest(
                context.Request.Method,
                context.Request.Path.Value ?? "",
                context.Request.QueryString.Value ?? "",
                headers,
                body
            )
        );
        if (reply.Fault is ConnectionFault.AnswerHeld)
            await HoldAsync(context.RequestAborted);
        if (reply.Fault is ConnectionFault.None)
            await WriteAsync(context.Response, reply);
        else
            context.Abort();
    }

    private static async Task HoldAsync(CancellationToken gone)
    {
        try
        {
            await Task.Delay(MaxHold, TimeProvider.System, gone);
        }
        catch (OperationCanceledException)
        {
            // The client has disconnected.
        }
    }

    private static async Task WriteAsync(HttpResponse response, EmulatedReply reply)
    {
        response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
            response.Headers[name] = value;
        if (reply.Body.Length > 0)
            await response.WriteAsync(reply.Body);
    }
}
