using OlUpgrade.Hosts;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Ssh;

namespace OlUpgrade.Spec.Ssh;

/// <summary>The shell's contract, kept by the simulated hosts in virtual time.</summary>
public sealed class SimulatedShellSpec : ShellContract
{
    private readonly VirtualTime _time = new();

    private readonly SimulatedFleet _fleet;

    public SimulatedShellSpec()
    {
        _fleet = new([Host], _time.Provider);
        Simulated.Files["/counting"] = string.Concat(Enumerable.Range(1, 500_000).Select(number => $"{number}\n"));
        Shell = new SimulatedShell(_fleet);
    }

    protected override IHostShell Shell { get; }

    protected override Host Host { get; } = SomeHost.Of("ol-dev");

    protected override string CountingScript => "cat /counting";

    private SimulatedHost Simulated => _fleet["ol-dev"];

    protected override Task<T> Finish<T>(Task<T> task) => _time.Finish(task);

    protected override Task CutConnections()
    {
        Simulated.CutConnections();
        return Task.CompletedTask;
    }

    protected override void PretendReboot(StepKey key) => Simulated.Ledger!.Find(key)!.BootId = "another boot";

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
}
