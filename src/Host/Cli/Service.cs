using System.Net.Http.Headers;
using System.Text.Json;
using OlUpgrade.Hosting.Api;

namespace OlUpgrade.Hosting.Cli;

/// <summary>The command line's client of the service's local API.</summary>
internal sealed class Service : IDisposable
{
    private readonly HttpClient _http;
    private readonly ServiceAddress _address;

    /// <summary>Makes no connection yet.</summary>
    /// <param name="address">Null for <c>OLUPGRADE_SERVER</c>, else the service's socket.</param>
    /// <param name="token">
    /// Null for <c>OLUPGRADE_TOKEN</c>, else the file <c>olupgrade/token</c> in the user's configuration.
    /// </param>
    /// <param name="handler">Carries the calls; null for connections to that address.</param>
    /// <param name="timeout">Limit for an answer; 30 s by default.</param>
    public Service(string? address, string? token = null, HttpMessageHandler? handler = null, TimeSpan? timeout = null)
    {
        _address = ServiceAddress.Of(address);
        _http = new(handler ?? _address.Handler())
        {
            Timeout = timeout ?? TimeSpan.FromSeconds(30),
            BaseAddress = _address.Base,
        };
        if ((token ?? Token()) is { Length: > 0 } known)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", known);
    }

    public void Dispose() => _http.Dispose();

    public Task<ServiceReply> GetAsync(string path, CancellationToken cancellation) =>
        CallAsync(() => _http.GetAsync(path, cancellation), cancellation);

    public Task<ServiceReply> PostAsync(string path, object body, CancellationToken cancellation) =>
        CallAsync(() => _http.PostAsJsonAsync(path, body, cancellation), cancellation);

    /// <summary>The run to act on: the named one, or the only open one. Prints why if there is none.</summary>
    /// <param name="noneIsOpen">What to print if no run is open; null for the usual sentence.</param>
    public async Task<(int? Run, int ExitCode)> RunAsync(
        Screen screen,
        int? named,
        CancellationToken cancellation,
        string? noneIsOpen = null
    )
    {
        if (named is not null)
            return (named, ExitCode.Done);
        var reply = await GetAsync("api/runs/?open=true", cancellation);
        if (reply.Body is not { } runs)
            return (null, reply.Show(screen));
        var open = runs.EnumerateArray().Select(run => run.GetProperty("run").GetInt32()).ToList();
        if (open.Count == 1)
            return (open[0], ExitCode.Done);
        var sentence =
            open.Count == 0
                ? noneIsOpen ?? "No run is open."
                : $"Several runs are open ({string.Join(", ", open)}). Add the number of the one you mean.";
        return (null, screen.Fail(ExitCode.BadInput, sentence));
    }

    /// <summary>Reads an answer that is a text, line by line as it comes. Null when it is read, else why not.</summary>
    public async Task<ServiceReply?> ReadLinesAsync(string path, Action<string> line, CancellationToken cancellation)
    {
        var problem = await AnswerAsync(
            () => _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellation),
            async response =>
            {
                using var text = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
                while (await text.ReadLineAsync(cancellation) is { } read)
                    line(read);
                return default;
            },
            cancellation
        );
        return problem.Sentence is null ? null : problem;
    }

    private Task<ServiceReply> CallAsync(Func<Task<HttpResponseMessage>> call, CancellationToken cancellation) =>
        AnswerAsync(call, response => response.Content.ReadFromJsonAsync<JsonElement>(cancellation), cancellation);

    private async Task<ServiceReply> AnswerAsync(
        Func<Task<HttpResponseMessage>> call,
        Func<HttpResponseMessage, Task<JsonElement>> read,
        CancellationToken cancellation
    )
    {
        if (_address.Base is null)
            return ServiceReply.NoAddress(_address);
        try
        {
            using var response = await call();
            if (response.IsSuccessStatusCode)
                return ServiceReply.Good(await read(response));
            var status = (int)response.StatusCode;
            return response.Content.Headers.ContentType is null
                ? ServiceReply.Refused(status, answer: null)
                : ServiceReply.Refused(
                    status,
                    await response.Content.ReadFromJsonAsync<Answer>(JsonSerializerOptions.Web, cancellation),
                    response.Headers.RetryAfter?.Delta
                );
        }
        catch (Exception fault)
            when (fault is HttpRequestException or JsonException or IOException
                || (fault is TaskCanceledException && !cancellation.IsCancellationRequested)
            )
        {
            return ServiceReply.Unreachable(_address);
        }
    }

    private static string? Token()
    {
        if (Environment.GetEnvironmentVariable("OLUPGRADE_TOKEN") is { Length: > 0 } token)
            return token;
        var home = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
        var file = Path.Combine(home, "olupgrade", "token");
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }
}
