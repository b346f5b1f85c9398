using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// The fault and power switches of a simulated host, set by JSON objects. A bad request is refused with a sentence.
/// </summary>
internal static class HostSwitches
{
    private const int DefaultSeconds = 120;

    private static readonly HashSet<string> Keys = ["fault", "times", "after", "seconds", "number", "name"];

    /// <summary>Arms a fault for its next occasion. Returns null, or why the request is refused.</summary>
    public static string? Arm(SimulatedHost host, JsonObject request)
    {
        if (request.FirstOrDefault(pair => !Keys.Contains(pair.Key)).Key is { } unknown)
            return $"unknown key {unknown}; use {string.Join(", ", Keys)}";
        if (JsonText.String(request["fault"]) is not { } name || !HostFaultWords.ByName.TryGetValue(name, out var kind))
            return $"fault must be one of {string.Join(", ", HostFaultWords.ByName.Keys)}";
        if (JsonText.Number(request["times"]) is < 1)
            return "times must be at least 1";
        if (
            JsonText.String(request["name"]) is { } part
            && !host.Containers.ContainsKey(part)
            && !host.Services.ContainsKey(part)
            && host.PossibleTroubles.All(trouble => HostFaultWords.NameOf(trouble) != part)
        )
            return $"{host.Name} has no container, service or trouble {part}";
        host.Faults.Inject(
            new HostFault(
                kind,
                JsonText.Number(request["times"]) ?? 1,
                JsonText.Number(request["after"]) ?? 0,
                TimeSpan.FromSeconds(JsonText.Number(request["seconds"]) ?? DefaultSeconds),
                JsonText.Number(request["number"]) ?? 1,
                JsonText.String(request["name"])
            )
        );
        return null;
    }

    /// <summary>Cuts the host's power or powers it on. Returns null, or why the request is refused.</summary>
    public static string? Switch(SimulatedHost host, JsonObject request)
    {
        if (
            request["on"]?.GetValueKind()
            is not (System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False)
        )
            return "send {\"on\":true} or {\"on\":false}";
        lock (host.Gate)
        {
            if (JsonText.Flag(request["on"]))
                host.PowerOn();
            else
                host.GoDown();
        }

        if (host.Phase == HostPhase.Down)
            host.InterruptAttempts();
        return null;
    }
}
