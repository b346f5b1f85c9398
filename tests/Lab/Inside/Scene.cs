using OlUpgrade.Lab.Fleet;

namespace OlUpgrade.Lab.Inside;

/// <summary>
/// A lab with the emulators and the real service in it, and the service's workflows folder. mek starts one run and
/// cdrini approves it.
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

    /// <summary>The facts of the hosts before the run.</summary>
    public Dictionary<string, HostFacts> Before { get; } = [];

    /// <summary>Starts the emulators and the service in a running lab, which goes down with the scene.</summary>
    /// <param name="runbook">File name and text.</param>
    /// <param name="inventory">Changes the lab's inventory; null for no change.</param>
    /// <param name="home">The host that the service runs on; null to run it outside of all hosts.</param>
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

    /// <summary>mek types the line that starts the run; waits until the run is open.</summary>
    public async Task StartAsync(string line)
    {
        var answers = "";
        await Pages.TypeAsync(SandboxPages.Mek, line);
        await Eventually.Found("run 1", LookAsync, () => $"mek was answered: {answers}\n{Service.Log}");

        // Not from the answer to mek: Slack waits only 3 s for it, and a machine that runs all tests may be slower.
        async Task<string?> LookAsync()
        {
            answers = await Pages.WhispersAsync();
            return await Service.StatusAsync() is { Length: > 0 } open ? open : null;
        }
    }

    /// <summary>cdrini approves every question until the run ends or needs more than an approval.</summary>
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

    /// <summary>Creates a service that works from a copy of this one's current data, but does not start it.</summary>
    public async Task<UpgradeService> CopyAsync(TempFolder folder)
    {
        foreach (var part in new[] { "data", "workflows" })
            (await Tool.RunAsync(TimeSpan.FromMinutes(2), "cp", ["-a", _folder.File(part), folder.Path])).Good();
        return new UpgradeService(Fleet, folder, _http, port: 8418);
    }

    /// <summary>Asserts that a host was not touched: no package, no reboot, not even a ledger.</summary>
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
        await Eventually.True("a socket to Slack", Pages.IsConnectedAsync);
    }
}
