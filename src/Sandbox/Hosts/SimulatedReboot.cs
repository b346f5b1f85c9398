using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts.Services;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>A reboot of a simulated host, with the faults that can strike during it.</summary>
internal static class SimulatedReboot
{
    /// <summary>Returns at once; the reboot itself continues on the host's clock.</summary>
    public static void Order(SimulatedHost host, StepKey? key, long fence)
    {
        host.Note(EffectKind.RebootOrdered, key, "reboot", fence);
        if (host.IsRebooting || host.Faults.Strike(HostFaultKind.RebootIgnored) is not null)
            return;
        host.IsRebooting = true;
        _ = RebootAsync(host, host.DownAfter + Extra(host, HostFaultKind.SlowShutdown));
    }

    private static async Task RebootAsync(SimulatedHost host, TimeSpan downAfter)
    {
        await host.PassAsync(downAfter, CancellationToken.None);
        lock (host.Gate)
            host.GoDown();
        host.InterruptAttempts();
        if (host.Faults.Strike(HostFaultKind.NeverBack) is not null)
            return;
        await host.PassAsync(host.BackAfter + Extra(host, HostFaultKind.SlowBoot), CancellationToken.None);
        lock (host.Gate)
        {
            host.Boot();
            StartServices(host);
            StartContainers(host);
            BringTrouble(host);
        }

        UnmountElsewhere(host);

        await host.PassAsync(host.LoginsClosedFor + Extra(host, HostFaultKind.LoginsClosed), CancellationToken.None);
        lock (host.Gate)
            host.AllowLogins();
        host.IsRebooting = false;
        if (host.Faults.Strike(HostFaultKind.Flaps) is { } flap)
            await RebootAsync(host, flap.Duration);
    }

    private static TimeSpan Extra(SimulatedHost host, HostFaultKind kind) =>
        host.Faults.Strike(kind)?.Duration ?? TimeSpan.Zero;

    private static void StartServices(SimulatedHost host)
    {
        foreach (var name in host.Services.Keys.ToArray())
            host.Services[name] = true;
        if (host.Services.Count > 0 && host.Faults.Strike(HostFaultKind.ServiceDown) is { } fault)
            host.Services[fault.Name ?? host.Services.Keys.First()] = false;
    }

    private static void StartContainers(SimulatedHost host)
    {
        foreach (var container in host.Containers.Values.ToArray())
            host.Containers[container.Name] = container with { State = "running", Restarts = 0, Health = "" };
        if (host.Containers.Count == 0)
            return;
        if (host.Faults.Strike(HostFaultKind.ContainerMissing) is { } missing)
            Put(host, missing, "exited", 0);
        if (host.Faults.Strike(HostFaultKind.ContainerRestarting) is { } looping)
            Put(host, looping, "restarting", 7);
        if (host.Faults.Strike(HostFaultKind.ContainerUnhealthy) is { } unhealthy)
            Put(host, unhealthy, "running", 0, "unhealthy");
    }

    private static void BringTrouble(SimulatedHost host)
    {
        foreach (var path in host.Mounts.Keys.ToList())
            host.Mounts[path] = true;
        if (host.PossibleTroubles.Count > 0 && host.Faults.Strike(HostFaultKind.ServiceWrong) is { } fault)
            host.Troubles.Add(
                host.PossibleTroubles.FirstOrDefault(
                    trouble => HostFaultWords.NameOf(trouble) == fault.Name,
                    host.PossibleTroubles.ElementAt(fault.Number % host.PossibleTroubles.Count)
                )
            );
        if (host.Troubles.Contains(HostTrouble.MountAway) && host.Mounts.Count > 0)
            host.Mounts[host.Mounts.Keys.First()] = false;
    }

    /// <summary>What others mount from this host goes stale there.</summary>
    private static void UnmountElsewhere(SimulatedHost host)
    {
        if (host.Dependents.Count == 0 || host.Faults.Strike(HostFaultKind.ExportsStale) is null)
            return;
        foreach (var dependent in host.Dependents)
        {
            lock (dependent.Gate)
            {
                if (dependent.Mounts.Count > 0)
                    dependent.Mounts[dependent.Mounts.Keys.Last()] = false;
            }
        }
    }

    private static void Put(SimulatedHost host, HostFault fault, string state, int restarts, string health = "")
    {
        var name = fault.Name ?? host.Containers.Keys.First();
        if (host.Containers.TryGetValue(name, out var container))
            host.Containers[name] = container with { State = state, Restarts = restarts, Health = health };
    }
}
