using OlUpgrade.Lab.Fleet;

namespace OlUpgrade.Lab.Inside;

/// <summary>
/// A lab, the emulators and the real service in it, and the workflows folder that the service reads. One run is asked
/// for by mek and agreed to by cdrini.
/// </summary>
internal sealed class Scene : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HttpClient _http;

    private Scene(LabFleet fleet, string? home)
    {
        Fleet = fleet;
        _http = NetworkOf.Client(fleet.Network);
        Service = home is null
            ? new UpgradeService(fleet, _folder, _http)
            : new HomeService(fleet, home, _folder, _http);
    }

    public LabFleet Fleet { get; }

    public SandboxPages Pages { get; private set; } = null!;

    public UpgradeService Service { get; }

    /// <summary>How the hosts were before the run.</summary>
    public Dictionary<string, HostFacts> Before { get; } = [];

    /// <summary>Starts the emulators and the service in a lab that is up. The lab goes down with the scene.</summary>
    /// <param name="runbook">File name and text.</param>
    /// <param name="inventory">Changes the lab's own inventory; null leaves it.</param>
    /// <param name="home">The host on which the service lives; null for outside of all of them.</param>
    public static async Task<Scene> BeginAsync(
        LabFleet fleet,
        (string File, string Text) runbook,
        Func<string, string>? inventory = null,
        string? home = null
    )
    {
        var scene = new Scene(fleet, home);
        try
        {
            await scene.PrepareAsync(runbook, inventory ?? (text => text));
            return scene;
        }
        catch
        {
            await scene.DisposeAsync();
            throw;
        }
    }

    /// <summary>mek types the line that starts the run, and it is open.</summary>
    public async Task StartAsync(string line)
    {
        var told = "";
        await Pages.TypeAsync(SandboxPages.Mek, line);
        await Eventually.Found("run 1", LookAsync, () => $"mek was told: {told}\n{Service.Log}");

        // Not by what mek is told: Slack waits 3 s for an answer, and a machine that runs all tests may be slower.
        async Task<string?> LookAsync()
        {
            told = await Pages.WhispersAsync();
            return await Service.StatusAsync() is { Length: > 0 } open ? open : null;
        }
    }

    /// <summary>cdrini agrees wherever somebody is asked, until the run ends or needs more than a yes.</summary>
    public async Task<Verdict> SettledAsync(TimeSpan within)
    {
        var seen = "";
        await Eventually.Found("the end of the run", LookAsync, () => $"{seen}\n{Service.Log}", within);
        return await Service.VerdictAsync();

        async Task<string?> LookAsync()
        {
            seen = await Service.StatusAsync();
            if (seen == "AwaitingApproval")
                await Pages.AgreeAsync(SandboxPages.Drini);
            return seen is "" or "Working" or "AwaitingApproval" or "RollingBack" ? null : seen;
        }
    }

    /// <summary>A service that works from a copy of this one's data, as it is now; it is not started yet.</summary>
    public async Task<UpgradeService> CopyAsync(TempFolder folder)
    {
        foreach (var part in new[] { "data", "workflows" })
            (await Tool.RunAsync(TimeSpan.FromSeconds(10), "cp", ["-a", _folder.File(part), folder.Path])).Good();
        return new UpgradeService(Fleet, folder, _http, port: 8418);
    }

    /// <summary>Asserts that nothing came to a host: no package, no boot, not even a ledger.</summary>
    public async Task AssertUntouchedAsync(string host)
    {
        var now = await Fleet.FactsAsync(host);
        Assert.Equal((Before[host].BootId, Before[host].Dummy, false), (now.BootId, now.Dummy, now.IsTouched));
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        if (Pages is not null)
            await Pages.DisposeAsync();
        _http.Dispose();
        await Fleet.DisposeAsync();
        _folder.Dispose();
    }

    private async Task PrepareAsync((string File, string Text) runbook, Func<string, string> inventory)
    {
        Directory.CreateDirectory(_folder.File("workflows"));
        _folder.Write("workflows/hosts.yaml", inventory(await Fleet.InventoryAsync()));
        _folder.Write($"workflows/{runbook.File}", runbook.Text);
        foreach (var host in Fleet.Hosts)
            Before[host] = await Fleet.FactsAsync(host);
        Pages = await SandboxPages.StartAsync(Fleet, _folder.Path, _http);
        await Service.ServeAsync();
        await Eventually.True("a socket to Slack", Pages.IsHeardAsync);
    }
}
