using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>What the page shows of the simulated hosts, including what has changed since they were created.</summary>
internal sealed class HostView(SimulatedFleet fleet)
{
    private readonly Dictionary<string, SimulatedState> _before = fleet.Hosts.ToDictionary(
        host => host.Name,
        SimulatedState.Of
    );

    public JsonObject All() =>
        new()
        {
            ["hosts"] = JsonText.Array(fleet.Hosts.Select(Of)),
            ["faults"] = JsonText.Array(
                HostFaultWords.ByName.Select(fault => new JsonObject
                {
                    ["fault"] = fault.Key,
                    ["says"] = HostFaultWords.Sentence(fault.Value),
                })
            ),
        };

    public JsonObject Of(SimulatedHost host)
    {
        lock (host.Gate)
        {
            return new JsonObject
            {
                ["name"] = host.Name,
                ["state"] = InWords(host.Phase),
                ["boots"] = host.Boots,
                ["kernel"] = host.RunningKernel,
                ["changed"] = JsonText.Strings(_before[host.Name].DifferencesTo(SimulatedState.Of(host))),
                ["services"] = JsonText.Array(
                    host.Services.Select(one => Part(one.Key, one.Value ? "active" : "inactive", one.Value))
                ),
                ["containers"] = JsonText.Array(
                    host.Containers.Values.Select(one => Part(one.Name, one.StateShown, one.IsRunning && one.IsHealthy))
                ),
                ["faults"] = JsonText.Strings(host.Faults.Waiting.Select(InWords)),
            };
        }
    }

    private static JsonObject Part(string name, string state, bool isWell) =>
        new()
        {
            ["name"] = name,
            ["state"] = state,
            ["well"] = isWell,
        };

    private static string InWords(HostPhase phase) =>
        phase switch
        {
            HostPhase.Up => "up",
            HostPhase.Down => "down",
            _ => "booting",
        };

    private static string InWords(HostFault fault) =>
        HostFaultWords.NameOf(fault.Kind)
        + (fault.Times > 1 ? $", {fault.Times} times" : "")
        + (fault.After > 0 ? $", after {fault.After}" : "");
}
