using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using OlUpgrade.Sandbox;
using OlUpgrade.Sandbox.GitHub;
using OlUpgrade.Sandbox.Slack;

namespace OlUpgrade.Benchmarks.Service;

/// <summary>The real <c>olupgrade serve</c> in a separate process, connected to the emulators.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private static readonly TimeSpan MaxStart = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(5);

    private readonly Process _process;
    private readonly HttpClient _http;

    private ServiceProcess(Process process, string address)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(1) };
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
    }

    public static ServiceProcess Start(string folder, SandboxServers servers)
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        var start = new ProcessStartInfo(dotnet, [Path.Combine(AppContext.BaseDirectory, "olupgrade.dll"), "serve"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var address = FreeAddress();
        foreach (var (name, value) in Environment(folder, servers, address))
            start.Environment[name] = value;
        return new ServiceProcess(Process.Start(start)!, address);
    }

    /// <summary>Waits until the API answers.</summary>
    public async Task ReadyAsync(TimeProvider time, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(MaxStart, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        while (!await AnswersAsync(either.Token))
            await Task.Delay(AskEvery, time, either.Token);
    }

    /// <summary>Its current resident memory in MiB, including shared pages.</summary>
    public async Task<double> ResidentMegabytesAsync(CancellationToken cancellation)
    {
        var lines = await File.ReadAllLinesAsync($"/proc/{_process.Id}/status", cancellation);
        var words = lines
            .Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return double.Parse(words[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>The processor seconds that it has used so far.</summary>
    public double ProcessorSeconds()
    {
        _process.Refresh();
        return _process.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>Kills it with SIGKILL.</summary>
    public void Dispose()
    {
        _http.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.GetAsync("api/health", cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private static Dictionary<string, string> Environment(string folder, SandboxServers servers, string address) =>
        new()
        {
            ["OLUPGRADE__DATAFOLDER"] = Path.Combine(folder, "data"),
            ["OLUPGRADE__WORKFLOWSFOLDER"] = Path.Combine(AppContext.BaseDirectory, "workflows"),
            ["OLUPGRADE__LISTEN"] = address,
            ["OLUPGRADE__PEOPLE__0__NAME"] = "mek",
            ["OLUPGRADE__PEOPLE__0__SLACK__0"] = "U0MEK",
            ["OLUPGRADE__PEOPLE__0__ROLES__0"] = "operator",
            ["OLUPGRADE__PEOPLE__1__NAME"] = "cdrini",
            ["OLUPGRADE__PEOPLE__1__SLACK__0"] = "U0DRINI",
            ["OLUPGRADE__PEOPLE__1__ROLES__0"] = "approver",
            ["OLUPGRADE__SLACK__BASEADDRESS"] = $"{servers.SlackApi}",
            ["OLUPGRADE__SLACK__BOTTOKEN"] = SlackWorkspace.BotToken,
            ["OLUPGRADE__SLACK__APPTOKEN"] = SlackWorkspace.AppToken,
            ["OLUPGRADE__GITHUB__BASEADDRESS"] = $"{servers.GitHubApi}",
            ["OLUPGRADE__GITHUB__TOKEN"] = GitHubSite.Token,
            ["OLUPGRADE__SSH__KEYFILE"] = Key(folder),
            ["OLUPGRADE__SSH__KNOWNHOSTSFILE"] = Path.Combine(folder, "known_hosts"),
        };

    /// <summary>
    /// Writes a dummy key file: the service only checks that it exists, and nothing connects while it is idle.
    /// </summary>
    private static string Key(string folder)
    {
        var file = Path.Combine(folder, "key");
        File.WriteAllText(file, "no key");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    private static string FreeAddress()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
    }
}
