using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace OlUpgrade.Sandbox.Emulation;

/// <summary>
/// Opens one emulated service on a port: a thin shell that turns HTTP into <see cref="EmulatedRequest"/> and
/// back, and breaks the connection where the service lost its answer.
/// </summary>
internal sealed class EmulatorListener(WebApplication application) : IAsyncDisposable
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxHeld = TimeSpan.FromMinutes(10);

    // A watcher of settings that never change takes one of the few that the system gives to a user.
    private const string WatchesNoFiles = "--hostBuilder:reloadConfigOnChange=false";

    public Uri Address { get; } = new(application.Urls.First());

    /// <summary>Listens on this address only; port 0 takes a free one.</summary>
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
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopWithin);
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
        using var deadline = new CancellationTokenSource(StopWithin);
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
        if (reply.Fault is LineFault.AnswerHeld)
            await HoldAsync(context.RequestAborted);
        if (reply.Fault is LineFault.None)
            await WriteAsync(context.Response, reply);
        else
            context.Abort();
    }

    private static async Task HoldAsync(CancellationToken gone)
    {
        try
        {
            await Task.Delay(MaxHeld, TimeProvider.System, gone);
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for the answer any more.
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
