using OlUpgrade.Runbooks;
using OlUpgrade.Sandbox.Hosts.Commands;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// What an operator does to a broken host: power it on, start what is down, remove its faults and troubles, mount again
/// what others have from it.
/// </summary>
internal static class Repair
{
    public static void Host(SimulatedHost host)
    {
        host.Faults.Clear();
        host.PowerOn();
        foreach (var name in host.Services.Keys.ToList())
            host.Services[name] = true;
        foreach (var container in host.Containers.Values.ToList())
            host.Containers[container.Name] = container with { State = "running", Restarts = 0, Health = "" };
        host.Troubles.Clear();
        foreach (var known in host.Dependents.Append(host))
        {
            foreach (var path in known.Mounts.Keys.ToList())
                known.Mounts[path] = true;
        }

        // A host that came back on the old kernel is rebooted. If it has never rebooted, the new kernel waits for the
        // run.
        if (host.Boots > 0)
            host.RunningKernel = host.KernelSetToBoot ?? host.InstalledKernel;
    }

    /// <summary>Does by hand what a step would have done.</summary>
    public static void DoByHand(SimulatedHost host, Work work)
    {
        if (work is Work.Run or Work.Upgrade)
            AptCommands.UpgradeAll(host);
        else if (work is Work.Reboot)
            host.PowerCycle();
    }
}
