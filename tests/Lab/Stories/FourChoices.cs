using OlUpgrade.Lab.Fleet;
using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Lab.Stories;

/// <summary>
/// The frame for one fault on four hosts, one after the other, with another choice at each: repair and retry, skip,
/// exclude, and at the last one roll back the whole run. The claims about hosts are checked over OpenSSH.
/// </summary>
internal static class FourChoices
{
    public const string Repaired = "ol-dev";
    public const string Skipped = "ol-web1";
    public const string Excluded = "ol-web2";
    public const string Last = "ol-covers";

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(3);

    public static IReadOnlyList<string> Hosts { get; } = [Repaired, Skipped, Excluded, Last];

    public static Task<Scene> BeginAsync(ShortRunbook runbook) =>
        BeginAsync((runbook with { Hosts = Hosts, GoesBack = true }).File, hasDocker: false);

    public static async Task<Scene> BeginAsync((string File, string Text) runbook, bool hasDocker) =>
        await Scene.BeginAsync(await LabFleet.UpAsync(hasDocker, Hosts), runbook);

    public static async Task BreakAllAsync(this Scene scene, params string[] fault)
    {
        foreach (var host in Hosts)
            await scene.Fleet.BreakAsync(host, fault);
    }

    /// <summary>Delays the shutdown, so that the command's answer always arrives before the host goes down.</summary>
    public static async Task LingerAllAsync(this Scene scene)
    {
        foreach (var host in Hosts)
            await scene.LingerAsync(host, 1);
    }

    /// <summary>The same step fails on each host, and people make another choice each time.</summary>
    /// <param name="failedOn">Waits until the run has stopped at this host, and asserts why.</param>
    /// <param name="repair">Repairs the first host.</param>
    public static async Task EachChoiceAsync(this Scene scene, Func<string, Task> failedOn, Func<Task> repair)
    {
        await failedOn(Repaired);
        await repair();
        await scene.DecideAsync("retry", "1", "--reason", "it is repaired");
        await failedOn(Skipped);
        await scene.DecideAsync("skip", "1", "--reason", "we will look at it tomorrow");
        await failedOn(Excluded);
        await scene.DecideAsync("exclude", "1", "--host", Excluded, "--reason", "not tonight");
        await failedOn(Last);
        await scene.DecideAsync("rollback", "1", "all", "--reason", "the change itself is bad");
    }

    public static async Task DecideAsync(this Scene scene, params string[] arguments) =>
        (await scene.Service.CliAsync(arguments)).Good();

    /// <summary>
    /// Asserts that the run has stopped at this step of this host only, that the command line says so, and that no
    /// later host was touched.
    /// </summary>
    public static async Task StoppedAtAsync(this Scene scene, string host, string step, string kind, string words)
    {
        var verdict = await scene.SettledAsync(Within);
        Assert.True(verdict.Status == "Paused", $"{host}: {step}\n{verdict}");
        var failed = verdict.Of("step-failed")[^1]["payload"]!;
        var (place, failure) = (failed["place"]!, failed["failure"]!);
        Assert.Equal((host, step, kind), ($"{place["host"]}", $"{place["step"]}", $"{failure["kind"]}"));
        Assert.Contains(words, $"{failure["sentence"]}", StringComparison.Ordinal);
        var status = (await scene.Service.CliAsync("status", "1")).Good().Split('\n');
        var problems = status.Where(line => line.StartsWith("  ! ", StringComparison.Ordinal));
        Assert.StartsWith($"  ! {host}: {step}: ", Assert.Single(problems), StringComparison.Ordinal);
        if (verdict.Of("rollback-asked").Count > 0)
            return;
        foreach (var later in Hosts.SkipWhile(one => one != host).Skip(1))
            await scene.AssertUntouchedAsync(later);
    }

    /// <summary>Asserts that the rollback has not started on another host while it waits for its first.</summary>
    public static async Task NoneIsBackAsync(this Scene scene)
    {
        Assert.Empty((await scene.Service.VerdictAsync()).Of("host-rolled-back"));
        foreach (var host in Hosts.Take(2))
            Assert.Equal("2.0", (await scene.Fleet.FactsAsync(host)).Dummy);
    }

    /// <summary>
    /// Asserts that the rollback has ended: these hosts are verified, newest first, and only those are mixed.
    /// </summary>
    public static async Task<Verdict> GoneBackAsync(
        this Scene scene,
        IReadOnlyList<string> proved,
        params string[] mixed
    )
    {
        var verdict = await scene.SettledAsync(Within);
        Assert.True(verdict.Status == "RolledBack", $"{verdict}");
        Assert.Equal(proved, HostsOf(verdict, "host-rolled-back"));
        Assert.Equal(mixed, HostsOf(verdict, "host-mixed"));
        var status = (await scene.Service.CliAsync("status", "1")).Good();
        foreach (var host in mixed)
            Assert.Contains($"  ! {host}: mixed, not as it was before the run", status, StringComparison.Ordinal);
        var rest = mixed.Length == 0 ? "" : $" Not all as it was: {string.Join(", ", mixed)}; look at them.";
        await scene.Pages.SaidAsync($"Rolled back, proved: {string.Join(", ", proved)}.{rest}");
        Assert.True(mixed.Length > 0 || !status.Contains("mixed", StringComparison.Ordinal), status);
        return verdict;
    }

    /// <summary>Asserts that each decision counted for one step of one host and for no other.</summary>
    public static void AssertOneDecisionEach(Verdict verdict)
    {
        Assert.Equal([Repaired], HostsOf(verdict, "step-resumed"));
        Assert.Equal([Skipped], HostsOf(verdict, "step-skipped"));
        Assert.Equal([Excluded], HostsOf(verdict, "host-excluded"));
    }

    /// <summary>
    /// Asserts over OpenSSH that the old package is complete, the service runs, the containers are as before, and the
    /// host has rebooted this many times.
    /// </summary>
    public static async Task IsBackAsync(this Scene scene, string host, int boots)
    {
        var now = await scene.Fleet.FactsAsync(host);
        var audit = await scene.Fleet.SshAsync(host, "dpkg --audit; systemctl is-active nginx");
        Assert.Equal((host, "1.0", "active"), (host, now.Dummy, audit.Trim()));
        Assert.Equal(scene.Before[host].Containers, now.Containers);
        Assert.Equal((host, boots), (host, (await scene.Fleet.EventsAsync(host)).Count(one => one.IsEnd)));
        Assert.Equal(boots == 0, scene.Before[host].BootId == now.BootId);
    }

    private static IEnumerable<string> HostsOf(Verdict verdict, string happened) =>
        verdict.Of(happened).Select(one => one["payload"]!).Select(one => $"{one["host"] ?? one["place"]!["host"]}");
}
