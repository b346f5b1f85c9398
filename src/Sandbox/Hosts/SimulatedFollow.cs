using OlUpgrade.Ssh;
using OlUpgrade.Ssh.Ledger;
using Host = OlUpgrade.Hosts.Host;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// Follows an attempt on a simulated host: passes on whole lines as they are printed, and ends with the attempt.
/// </summary>
internal static class SimulatedFollow
{
    public static async Task<ShellReply<AttemptReport>> RunAsync(
        Host host,
        SimulatedHost simulated,
        Attempt attempt,
        long fromByte,
        Action<OutputLine> output,
        CancellationToken cancellation
    )
    {
        using var cut = CutAfter(simulated);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cut.Token, cancellation);
        var connections = simulated.Connections;
        var followed = simulated.Ledger?.Find(attempt.Key);
        var lines = new LineCutter(output, fromByte);
        while (true)
        {
            var changed = followed?.Changed;
            var state = SimulatedLedgerCalls.StateOf(simulated, followed);
            var bytes = followed?.OutputFrom(fromByte) ?? [];
            fromByte += bytes.Length;
            lines.Add(bytes);
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

        lines.Finish();
        return SimulatedLedgerCalls.Report(simulated, attempt);
    }

    private static CancellationTokenSource CutAfter(SimulatedHost host) =>
        host.Faults.Strike(HostFaultKind.FollowLost) is { } fault
            ? new(fault.Duration * host.TimeFactor, host.Time)
            : new();
}
