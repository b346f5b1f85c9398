using OlUpgrade.Hosts;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Ssh;
using OlUpgrade.Ssh;

namespace OlUpgrade.Spec.Sandbox.Hosts;

/// <summary>How simulated hosts handle commands, reboots and faults, in virtual time.</summary>
public sealed class SimulatedHostTests
{
    private const string BootIdFile = "/proc/sys/kernel/random/boot_id";

    private readonly VirtualTime _time = new();

    private readonly SimulatedFleet _fleet;

    private readonly SimulatedShell _shell;

    private readonly Host _host = SomeHost.Of("ol-dev");

    private int _attempts;

    public SimulatedHostTests()
    {
        _fleet = new([_host], _time.Provider);
        _shell = new(_fleet);
        Simulated.Services["nginx"] = true;
    }

    private SimulatedHost Simulated => _fleet["ol-dev"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upgrading_named_packages_changes_them_and_no_other()
    {
        const string Upgrade = "apt-get -y -o Dpkg::Options::=x install --only-upgrade -- $packages";
        Assert.Equal(0, (await Run($"apt-get update && {Upgrade}", "openssl nginx")).ExitCode);
        Assert.Equal("3.0.16-1", Simulated.Packages["openssl"]);
        Assert.Equal("6.1.0-30", Simulated.Packages["linux-image-amd64"]);
        Assert.Equal(2, Effects(EffectKind.PackagesChanged).Count);
        await Run(Upgrade, "openssl nginx");
        Assert.Equal(2, Effects(EffectKind.PackagesChanged).Count);
    }

    [Fact]
    public async Task Installing_nothing_does_nothing_and_upgrading_upgrades_everything()
    {
        await Run("apt-get -y install --only-upgrade -- $packages", "");
        Assert.Empty(Effects(EffectKind.PackagesChanged));
        await Run("apt-get -y upgrade");
        Assert.Equal("6.1.0-31-amd64", Simulated.InstalledKernel);
        Assert.Equal("6.1.0-30-amd64", Simulated.RunningKernel);
        Assert.True(Simulated.Files.ContainsKey("/run/reboot-required"));
    }

    [Fact]
    public async Task A_downgrade_must_be_allowed()
    {
        await Run("apt-get -y upgrade");
        Assert.Equal(100, (await Run("apt-get -y install openssl=3.0.15-1")).ExitCode);
        Assert.Equal("3.0.16-1", Simulated.Packages["openssl"]);
        Assert.Equal(0, (await Run("apt-get -y --allow-downgrades install openssl=3.0.15-1")).ExitCode);
        Assert.Equal("3.0.15-1", Simulated.Packages["openssl"]);
    }

    [Fact]
    public async Task A_reboot_gives_a_new_boot_the_new_kernel_and_a_phase_without_logins()
    {
        Simulated.LoginsClosedFor = TimeSpan.FromSeconds(10);
        var before = Simulated.BootId;
        await Run("apt-get -y upgrade; systemctl reboot");
        Assert.Equal(before, await BootId());
        await Pass(10);
        Assert.Equal(ShellFaultKind.Unreachable, (await Ask("true")).Fault?.Kind);
        await Pass(38);
        Assert.Equal(ShellFaultKind.Booting, (await Ask("true")).Fault?.Kind);
        await Pass(10);
        Assert.NotEqual(before, await BootId());
        Assert.Equal("6.1.0-31-amd64", Simulated.RunningKernel);
        Assert.Single(Effects(EffectKind.RebootOrdered));
        Assert.Single(Effects(EffectKind.Booted));
    }

    [Fact]
    public async Task A_reboot_interrupts_running_attempts()
    {
        await Run("systemctl reboot");
        var (attempt, _) = await Begin("sleep 30; echo never");
        var followed = await Finish(_shell.FollowAsync(_host, attempt, 0, _ => { }, Cancellation));
        Assert.Equal(ShellFaultKind.Lost, followed.Fault?.Kind);
        await Pass(60);
        var report = (await Finish(_shell.LookAsync(_host, attempt, Cancellation))).Answer!;
        Assert.Equal((AttemptState.Interrupted, 0), (report.State, report.OutputBytes));
    }

    [Fact]
    public async Task An_ignored_reboot_leaves_the_boot_as_it_is()
    {
        Inject(new(HostFaultKind.RebootIgnored));
        var before = Simulated.BootId;
        await Run("systemctl reboot");
        await Pass(120);
        Assert.Equal(before, await BootId());
    }

    [Fact]
    public async Task A_host_may_never_come_back()
    {
        Inject(new(HostFaultKind.NeverBack));
        await Run("systemctl reboot");
        await Pass(3600);
        Assert.Equal(ShellFaultKind.Unreachable, (await Ask("true")).Fault?.Kind);
    }

    [Fact]
    public async Task A_host_may_come_back_on_the_old_kernel_or_boot_again()
    {
        Inject(new(HostFaultKind.OldKernel));
        Inject(new(HostFaultKind.Flaps, Duration: TimeSpan.FromSeconds(60)));
        await Run("apt-get -y upgrade; systemctl reboot");
        await Pass(60);
        Assert.Equal(("6.1.0-30-amd64", 1), (Simulated.RunningKernel, Simulated.Boots));
        await Pass(120);
        Assert.Equal(2, Simulated.Boots);
    }

    [Fact]
    public async Task Containers_and_services_may_be_missing_after_a_boot_and_be_brought_up()
    {
        Inject(new(HostFaultKind.ContainerMissing));
        Inject(new(HostFaultKind.ServiceDown, Name: "nginx"));
        await Run("systemctl reboot");
        await Pass(60);
        Assert.Equal("", (await Ask("docker ps --format '{{.Names}}'")).Answer!.Output);
        Assert.Equal(3, (await Ask("systemctl is-active -q nginx")).Answer!.ExitCode);
        await Run("docker compose --profile ol-dev up --no-deps -d && systemctl restart nginx");
        Assert.Equal("openlibrary-web-1\n", (await Ask("docker ps --format '{{.Names}}'")).Answer!.Output);
        Assert.Equal(0, (await Ask("systemctl is-active -q nginx")).Answer!.ExitCode);
    }

    [Fact]
    public async Task A_container_may_restart_in_a_loop_after_a_boot()
    {
        Inject(new(HostFaultKind.ContainerRestarting));
        await Run("systemctl reboot");
        await Pass(60);
        await Run("docker compose up -d");
        const string Question = "docker inspect -f '{{.State.Status}} {{.RestartCount}}' openlibrary-web-1";
        Assert.Equal("restarting 7\n", (await Ask(Question)).Answer!.Output);
    }

    [Fact]
    public async Task A_fault_strikes_as_often_and_as_late_as_requested()
    {
        Inject(new(HostFaultKind.BootIdEmpty, Times: 2, After: 1));
        var before = Simulated.BootId;
        Assert.Equal([before, "", "", before], [await BootId(), await BootId(), await BootId(), await BootId()]);
        Assert.Equal(2, Simulated.Faults.Used.Count);
        Inject(new(HostFaultKind.BootIdGarbled));
        Assert.Contains("Input/output error", await BootId(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HostFaultKind.StartLost, 0)]
    [InlineData(HostFaultKind.StartAnswerLost, 1)]
    public async Task A_lost_start_did_or_did_not_happen(HostFaultKind kind, int started)
    {
        Inject(new(kind));
        var (_, reply) = await Begin("echo done");
        Assert.Equal(ShellFaultKind.Lost, reply.Fault?.Kind);
        Assert.Equal(started, Effects(EffectKind.AttemptBegan).Count);
    }

    [Fact]
    public async Task A_start_that_arrives_late_does_nothing_after_its_absence_was_reported()
    {
        Inject(new(HostFaultKind.StartDelayed, Duration: TimeSpan.FromMinutes(2)));
        var (attempt, reply) = await Begin("echo never");
        Assert.Equal(ShellFaultKind.TimedOut, reply.Fault?.Kind);
        Assert.Equal(AttemptState.Absent, (await Finish(_shell.LookAsync(_host, attempt, Cancellation))).Answer?.State);
        await Pass(300);
        Assert.Empty(Effects(EffectKind.AttemptBegan));
    }

    [Fact]
    public async Task A_late_start_that_nobody_asked_about_happens()
    {
        Inject(new(HostFaultKind.StartDelayed, Duration: TimeSpan.FromMinutes(2)));
        await Begin("echo late");
        await Pass(300);
        Assert.Single(Effects(EffectKind.AttemptBegan));
    }

    [Fact]
    public async Task A_ledger_may_be_lost_replaced_or_older()
    {
        var (attempt, _) = await Begin("echo done");
        Inject(new(HostFaultKind.LedgerOlder));
        var older = (await Finish(_shell.LookAsync(_host, attempt, Cancellation))).Answer!;
        Assert.Equal((attempt.LedgerId, 2), (older.Ledger.Id, older.Ledger.FencingTokenBefore));
        Assert.Equal(AttemptState.Absent, older.State);
        Inject(new(HostFaultKind.LedgerReplaced));
        var replaced = (await Finish(_shell.LookAsync(_host, attempt, Cancellation))).Answer!;
        Assert.NotEqual(attempt.LedgerId, replaced.Ledger.Id);
        Inject(new(HostFaultKind.LedgerLost));
        Assert.Equal("", (await Finish(_shell.LookAsync(_host, attempt, Cancellation))).Answer!.Ledger.Id);
    }

    [Fact]
    public async Task A_host_is_unreachable_for_a_while()
    {
        Inject(new(HostFaultKind.Unreachable, Duration: TimeSpan.FromSeconds(30)));
        Assert.Equal(ShellFaultKind.Unreachable, (await Ask("true")).Fault?.Kind);
        Assert.Equal(ShellFaultKind.Unreachable, (await Ask("true")).Fault?.Kind);
        await Pass(30);
        Assert.Null((await Ask("true")).Fault);
    }

    [Fact]
    public async Task A_registered_answer_comes_before_the_shell()
    {
        Simulated.Questions.Add(
            new(
                text => text.StartsWith("df ", StringComparison.Ordinal),
                (host, values) => new(0, $"{host.DiskFreeMegabytes} {values["path"]}", "")
            )
        );
        var question = new ShellScript("df whatever", Facts.Empty.Add("path", "/boot"), TimeSpan.FromSeconds(5));
        Assert.Equal("20000 /boot", (await Finish(_shell.AskAsync(_host, question, Cancellation))).Answer?.Output);
    }

    [Fact]
    public async Task An_effect_is_reported_when_it_happens_with_its_key()
    {
        Effect? seen = null;
        _fleet.Effects.Happened = effect => seen = effect.Kind == EffectKind.ServiceChanged ? effect : seen;
        var (attempt, _) = await Begin("systemctl restart nginx");
        await Pass(5);
        Assert.Equal((attempt.Key, 3, "restart nginx"), (seen!.Key, seen.Fence, seen.Detail));
        Assert.Equal(1, _fleet.Effects.Count("ol-dev", attempt.Key, EffectKind.AttemptBegan));
    }

    [Fact]
    public void The_same_name_gives_the_same_host()
    {
        var other = new SimulatedFleet([_host, SomeHost.Of("ol-web1")], _time.Provider);
        Assert.Equal((Simulated.BootId, Simulated.MachineId), (other["ol-dev"].BootId, other["ol-dev"].MachineId));
        Assert.NotEqual(other["ol-web1"].BootId, other["ol-dev"].BootId);
    }

    private void Inject(HostFault fault) => Simulated.Faults.Inject(fault);

    private List<Effect> Effects(EffectKind kind) => [.. _fleet.Effects.All.Where(effect => effect.Kind == kind)];

    private Task<T> Finish<T>(Task<T> task) => _time.Finish(task);

    private Task Pass(int seconds) => _time.Pass(TimeSpan.FromSeconds(seconds));

    private Task<ShellReply<ShellAnswer>> Ask(string script) =>
        Finish(_shell.AskAsync(_host, ShellScript.Of(script, TimeSpan.FromMinutes(1)), Cancellation));

    private async Task<string> BootId() => (await Ask($"cat {BootIdFile}")).Answer!.Output.Trim();

    private async Task<(Attempt Attempt, ShellReply<AttemptStart> Reply)> Begin(string script, string packages = "")
    {
        var lease = new Lease(new RunId(1), "one", 3, "database");
        var state = (await Finish(_shell.TakeAsync(_host, lease, "a run works here", Cancellation))).Answer!;
        var attempt = new Attempt(new(new RunId(1), new("canary", "ol-dev", "a step"), ++_attempts), lease, state.Id);
        var whole = new ShellScript(script, Facts.Empty.Add("packages", packages), TimeSpan.FromSeconds(30));
        return (attempt, await Finish(_shell.StartAsync(_host, attempt, whole, Cancellation)));
    }

    private async Task<AttemptReport> Run(string script, string packages = "")
    {
        var (attempt, reply) = await Begin(script, packages);
        Assert.Null(reply.Fault);
        return (await Finish(_shell.FollowAsync(_host, attempt, 0, _ => { }, Cancellation))).Answer!;
    }
}
