using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// The switches of one simulated host, set by JSON objects. What they do not understand they refuse with a sentence.
/// </summary>
internal static class HostDesk
{
    private const int SecondsUnlessTold = 120;

    private static readonly HashSet<string> Keys = ["fault", "times", "after", "seconds", "number", "name"];

    /// <summary>Has a fault wait for its occasion; null, or why not.</summary>
    public static string? Arm(SimulatedHost host, JsonObject wish)
    {
        if (wish.FirstOrDefault(pair => !Keys.Contains(pair.Key)).Key is { } unknown)
            return $"unknown key {unknown}; there are {string.Join(", ", Keys)}";
        if (JsonText.String(wish["fault"]) is not { } name || !HostFaultWords.ByName.TryGetValue(name, out var kind))
            return $"fault is one of {string.Join(", ", HostFaultWords.ByName.Keys)}";
        if (JsonText.Number(wish["times"]) is < 1)
            return "times is at least 1";
        if (
            JsonText.String(wish["name"]) is { } part
            && !host.Containers.ContainsKey(part)
            && !host.Services.ContainsKey(part)
        )
            return $"{host.Name} has no container or service {part}";
        host.Faults.Inject(
            new HostFault(
                kind,
                JsonText.Number(wish["times"]) ?? 1,
                JsonText.Number(wish["after"]) ?? 0,
                TimeSpan.FromSeconds(JsonText.Number(wish["seconds"]) ?? SecondsUnlessTold),
                JsonText.Number(wish["number"]) ?? 1,
                JsonText.String(wish["name"])
            )
        );
        return null;
    }

    /// <summary>Pulls the plug, or goes to the console and powers the host on; null, or why not.</summary>
    public static string? Switch(SimulatedHost host, JsonObject wish)
    {
        if (
            wish["on"]?.GetValueKind()
            is not (System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False)
        )
            return "send {\"on\":true} or {\"on\":false}";
        lock (host.Gate)
        {
            if (JsonText.Flag(wish["on"]))
                host.PowerOn();
            else
                host.GoDown();
        }

        if (host.Phase == HostPhase.Down)
            host.CutAttempts();
        return null;
    }
}
