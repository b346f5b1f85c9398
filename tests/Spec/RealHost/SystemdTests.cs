using OlUpgrade.Spec.Ssh;
using OlUpgrade.Ssh.Client;

namespace OlUpgrade.Spec.RealHost;

/// <summary>The real service as systemd starts, watches and stops it, with a command running on a host.</summary>
public sealed class SystemdTests : IClassFixture<LoopbackSshd>
{
    private const string Ready = "READY=1";
    private const string Alive = "WATCHDOG=1";
    private const string Stopping = "STOPPING=1";

    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(2);

    private readonly LoopbackSshd _sshd;

    public SystemdTests(LoopbackSshd sshd)
    {
        Assert.SkipUnless(LoopbackSshd.IsInstalled, "no sshd on this machine: install openssh-server");
        _sshd = sshd;
    }

    [Fact]
    public async Task A_stopped_service_lets_the_command_run_on_starts_no_step_and_its_next_start_continues_the_run()
    {
        await using var scene = await RealHostScene.StartAsync(_sshd);
        using var systemd = new FakeSystemd(scene.File("notify"));
        await AtWork(scene, systemd);
        var before = (await scene.Journal()).Count;
        // A socket full of unread messages would take no more of them.
        systemd.Received();
        Assert.Equal(0, await scene.Service.Stop());
        Assert.Null(ExitCode(scene));
        var received = systemd.Received();
        Assert.All(received, message => Assert.Contains(message, new[] { Alive, Stopping }));
        Assert.Contains(Stopping, received);
        scene.OpenGate();
        await Support.Eventually.True("the command's own end", () => ExitCode(scene) is not null);
        await scene.ServeAsync(systemd.Environment(Watchdog));
        Assert.Equal(Ready, await systemd.Next(Within));
        await scene.Eyes.Said("The run succeeded.");
        Assert.Equal((1, "0"), (scene.Lines, ExitCode(scene)));
        // The command was in the journal, and nothing followed it until the next worker took over the run.
        Assert.Equal("run-taken-over", (string?)(await scene.Journal())[before]!["event"]);
    }

    [Fact]
    public async Task A_systemd_that_does_not_read_delays_neither_the_service_nor_its_stop()
    {
        await using var scene = await RealHostScene.StartAsync(_sshd);
        using var systemd = new FakeSystemd(scene.File("notify"));
        await AtWork(scene, systemd);
        await systemd.FillAsync();
        // The socket stays full: a service that waited for it would never end.
        Assert.Equal(0, await scene.Service.Stop().WaitAsync(Within, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Watchdog_messages_continue_while_Slack_and_GitHub_are_down_and_stop_when_the_process_hangs()
    {
        await using var scene = await RealHostScene.StartAsync(_sshd);
        using var systemd = new FakeSystemd(scene.File("notify"));
        await AtWork(scene, systemd);
        scene.Silence(TimeSpan.FromMinutes(10));
        systemd.Received();
        for (var sign = 0; sign < 6; sign++)
            Assert.Equal(Alive, await systemd.Next(Within));
        _sshd.Signal("-STOP", [scene.Service.Id]);
        // Messages from before the stop may still be in the socket.
        await Support.Eventually.True("silence", () => systemd.IsSilent(Watchdog * 2));
    }

    /// <summary>Waits until the service is ready and the command of run 1 waits for the gate.</summary>
    private async Task AtWork(RealHostScene scene, FakeSystemd systemd)
    {
        KnownHosts.Pin(scene.KnownHosts, "127.0.0.1", _sshd.Port, _sshd.HostKey);
        await scene.ServeAsync(systemd.Environment(Watchdog));
        Assert.Equal(Ready, await systemd.Next(Within));
        Assert.Equal(Alive, await systemd.Next(Within));
        scene.Type("/upgrade start line");
        await scene.Approve();
        await scene.Logged("said at the end of the line");
    }

    private static string? ExitCode(RealHostScene scene) =>
        Directory.GetFiles(scene.Ledger, "exit-code", SearchOption.AllDirectories) is [var file]
            ? File.ReadAllText(file).Trim()
            : null;
}
