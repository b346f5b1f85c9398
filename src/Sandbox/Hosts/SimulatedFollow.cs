using System.Text;
using OlUpgrade.Ssh;
using Host = OlUpgrade.Hosts.Host;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// Follows an attempt on a simulated host: wakes at each change of it, hands on whole lines, ends with it.
/// </summary>
internal static class SimulatedFollow
{
    public static async Task<ShellReply<AttemptReport>> RunAsync(
        Host host,
        SimulatedHost simulated,
        Attempt attempt,
        long fromByte,
        Action<string> output,
        CancellationToken cancellation)
    {
        using var cut = CutAfter(simulated);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cut.Token, cancellation);
        var connections = simulated.Connections;
        var followed = simulated.Ledger?.Find(attempt.Key);
        var rest = "";
        while (true)
        {
            var changed = followed?.Changed;
            var state = SimulatedLedgerCalls.StateOf(simulated, followed);
            var bytes = followed?.OutputFrom(fromByte) ?? [];
            fromByte += bytes.Length;
            rest = HandOn(rest + Encoding.UTF8.GetString(bytes), output);
            if (simulated.Phase != HostPhase.Up || simulated.Connections != connections)
                return SimulatedFaults.Lost(host);
            if (state != AttemptState.Running)
                break;
            try
            {
                await changed!.WaitAsync(stop.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return SimulatedFaults.Lost(host);
            }
        }

        if (rest.Length > 0)
            output(rest);
        return SimulatedLedgerCalls.Report(simulated, attempt);
    }

    private static CancellationTokenSource CutAfter(SimulatedHost host) =>
        host.Faults.Strike(HostFaultKind.FollowLost) is { } fault
            ? new(fault.Duration * host.TimeFactor, host.Time)
            : new();

    private static string HandOn(string text, Action<string> output)
    {
        var lines = text.Split('\n');
        foreach (var line in lines[..^1])
            output(line);
        return lines[^1];
    }
}
