using OlUpgrade.Lab.Fleet;
using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>The published service runs under systemd on a host that it upgrades and reboots.</summary>
public sealed class OwnHostTests
{
    private const string Home = "ol-home";

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(4);
    private static readonly string[] Hosts = ["ol-dev", Home, "ol-covers"];

    [Fact]
    public async Task It_reboots_its_own_host_comes_back_by_itself_and_finishes_the_run()
    {
        await using var scene = await BeginAsync();
        var service = (HomeService)scene.Service;
        await IsInstalledAsync(scene, service);
        await scene.StartAsync("/upgrade start short");
        var plan = await scene.Pages.SaidAsync("on THIS message");
        Assert.Contains("2. ol-home, stage all, *the service lives here*", plan, StringComparison.Ordinal);
        var verdict = await scene.SettledAsync(Within);
        Assert.True(verdict.Status == "Succeeded", $"{verdict}");
        await scene.UpgradedOnceAsync();
        Assert.Equal(2, verdict.Of("run-taken-over").Count);
        Assert.Empty(verdict.Of("step-unknown"));
        InOrder(
            await scene.Pages.SaidAsync("All 3 hosts are done"),
            "ol-dev: begun",
            "ol-dev: done and healthy",
            "ol-home: begun",
            "ol-home: its reboot is begun. The service lives on this host",
            "ol-home: rebooted, proved by a new boot ID",
            "ol-home: done and healthy",
            "ol-covers: begun",
            "ol-covers: done and healthy",
            "All 3 hosts are done"
        );
    }

    [Fact]
    public async Task Killed_while_its_own_host_is_upgraded_systemd_starts_it_and_the_command_is_found_again()
    {
        await using var scene = await BeginAsync("--slow", "10");
        await scene.StartAsync("/upgrade start short");
        await scene.AtWorkAsync(Home);
        await scene.Service.KillAsync();
        await Eventually.True("the next start of the service", async () =>
            await ((HomeService)scene.Service).PropertyAsync("NRestarts") == "1"
        );
        var verdict = await scene.SettledAsync(Within);
        Assert.True(verdict.Status == "Succeeded", $"{verdict}");
        await scene.UpgradedOnceAsync();
        Assert.Single(verdict.Of("step-started", Home, ShortRunbook.Upgrade));
    }

    private static async Task<Scene> BeginAsync(params string[] package)
    {
        var fleet = await LabFleet.UpAsync(hasDocker: false, Hosts);
        var scene = await Scene.BeginAsync(fleet, new ShortRunbook(Hosts: Hosts).File, home: Home);
        await fleet.PublishAsync("ol-dummy", "2.0", package);
        return scene;
    }

    /// <summary>
    /// Asserts that it runs as its own user, under a watchdog, and that its data belongs to that user.
    /// </summary>
    private static async Task IsInstalledAsync(Scene scene, HomeService service)
    {
        Assert.Equal("active", await service.PropertyAsync("ActiveState"));
        Assert.Equal("olupgrade", await service.PropertyAsync("User"));
        Assert.Equal("1min", await service.PropertyAsync("WatchdogUSec"));
        Assert.NotEqual("", await service.PropertyAsync("WatchdogTimestamp"));
        var plan = (await service.CliAsync("plan", "short")).Good();
        Assert.Contains("the service lives here: when it reboots", plan, StringComparison.Ordinal);
        Assert.Single(plan.Split('\n'), line => line.Contains("lives here", StringComparison.Ordinal));
        Assert.Equal(
            "700 olupgrade",
            (await scene.Fleet.SshAsync(Home, "stat -c '%a %U' /var/lib/olupgrade-service")).Trim()
        );
    }

    private static void InOrder(string thread, params string[] sentences)
    {
        var at = -1;
        foreach (var sentence in sentences)
        {
            var found = thread.IndexOf(sentence, StringComparison.Ordinal);
            Assert.True(found > at, $"\"{sentence}\" is missing or out of order in:\n{thread}");
            Assert.True(
                thread.LastIndexOf(sentence, StringComparison.Ordinal) == found,
                $"\"{sentence}\" is there twice:\n{thread}"
            );
            at = found;
        }
    }
}
