using OlUpgrade.Hosts;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Ssh;
using OlUpgrade.Ssh;

namespace OlUpgrade.Spec.Sandbox.Hosts;

/// <summary>The simulated hosts keep the shell's contract, in virtual time.</summary>
public sealed class SimulatedShellTests : ShellContract
{
    private readonly VirtualTime _time = new();

    private readonly SimulatedFleet _fleet;

    public SimulatedShellTests()
    {
        _fleet = new([Host], _time.Provider);
        Simulated.Files["/counting"] = string.Concat(Enumerable.Range(1, 500_000).Select(number => $"{number}\n"));
        Shell = new SimulatedShell(_fleet);
    }

    protected override IHostShell Shell { get; }

    protected override Host Host { get; } = SomeHost.Of("ol-dev");

    protected override string CountingScript => "cat /counting";

    private SimulatedHost Simulated => _fleet["ol-dev"];

    [Fact]
    public void In_virtual_time_a_whole_attempt_has_ended_when_the_clock_has_advanced()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        var threads = new HashSet<int>();
        var running = WholeAttempt(line => threads.Add(Environment.CurrentManagedThreadId));
        for (var steps = 0; steps < 100; steps++)
            _time.Provider.Advance(TimeSpan.FromSeconds(1));
        Assert.True(running.IsCompletedSuccessfully);
        Assert.Equal([Environment.CurrentManagedThreadId], threads);
        Assert.Equal(1, Simulated.Boots);
    }

    protected override Task<T> Finish<T>(Task<T> task) => _time.Finish(task);

    protected override Task CutConnections()
    {
        Simulated.CutConnections();
        return Task.CompletedTask;
    }

    protected override void PretendReboot(StepKey key) => Simulated.Ledger!.Find(key)!.BootId = "another boot";

    protected override string? Notice() => Simulated.Notice;

    protected override void LoseLedger() => Simulated.LoseLedger();

    protected override Task FillDisk()
    {
        Simulated.DiskFreeMegabytes = 0;
        return Task.CompletedTask;
    }

    protected override Task MakeRoom()
    {
        Simulated.DiskFreeMegabytes = 100;
        return Task.CompletedTask;
    }

    private async Task WholeAttempt(Action<OutputLine> output)
    {
        var state = Good(await Shell.TakeAsync(Host, LeaseOf(3), "a run works here", Cancellation));
        var attempt = new Attempt(Key(), LeaseOf(3), state.Id);
        Good(
            await Shell.StartAsync(Host, attempt, Script("apt-get -y upgrade; sleep 3; systemctl reboot"), Cancellation)
        );
        Good(await Shell.FollowAsync(Host, attempt, 0, output, Cancellation));
        var second = attempt with { Key = Key(attempt: 2) };
        Good(await Shell.StartAsync(Host, second, Script("echo cut; sleep 60"), Cancellation));
        IsFault(ShellFaultKind.Lost, await Shell.FollowAsync(Host, second, 0, output, Cancellation));
    }
}
