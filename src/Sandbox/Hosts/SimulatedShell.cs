using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;
using Host = OlUpgrade.Hosts.Host;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// The shell of the simulated hosts. It keeps the contract of the real one, faults included, and waits only on the
/// hosts' clock, so that in virtual time every call completes synchronously.
/// </summary>
public sealed class SimulatedShell(SimulatedFleet fleet) : IHostShell
{
    public async Task<ShellReply<ShellAnswer>> AskAsync(Host host, ShellScript question, CancellationToken cancellation)
    {
        var reached = await ReachAsync(host, cancellation);
        if (reached.Answer is not { } simulated)
            return reached.Fault!;
        using var limit = new CancellationTokenSource(question.Deadline, simulated.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var answer = await SimulatedAnswer.OfAsync(simulated, question, stop.Token);
            return simulated.Faults.Strike(HostFaultKind.AnswerLost) is null && simulated.Phase == HostPhase.Up
                ? answer
                : SimulatedFaults.Lost(host);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return SimulatedFaults.TimedOut(host, question.Deadline);
        }
    }

    public async Task<ShellReply<LedgerState>> TakeAsync(
        Host host,
        Lease lease,
        string notice,
        CancellationToken cancellation
    )
    {
        var reached = await ReachLedgerAsync(host, cancellation);
        if (reached.Answer is not { } simulated)
            return reached.Fault!;
        var reply = SimulatedLedgerCalls.Take(host, simulated, lease, notice);
        return simulated.Faults.Strike(HostFaultKind.TakeAnswerLost) is null ? reply : SimulatedFaults.Lost(host);
    }

    public async Task<ShellReply<LedgerState>> AdoptAsync(
        Host host,
        Lease lease,
        string notice,
        CancellationToken cancellation
    )
    {
        var reached = await ReachLedgerAsync(host, cancellation);
        return reached.Answer is { } simulated
            ? SimulatedLedgerCalls.Adopt(host, simulated, lease, notice)
            : reached.Fault!;
    }

    public async Task<ShellReply<LedgerState>> ReleaseAsync(
        Host host,
        Lease lease,
        string ledgerId,
        CancellationToken cancellation
    )
    {
        var reached = await ReachLedgerAsync(host, cancellation);
        return reached.Answer is { } simulated
            ? SimulatedLedgerCalls.Release(host, simulated, lease, ledgerId)
            : reached.Fault!;
    }

    public async Task<ShellReply<AttemptStart>> StartAsync(
        Host host,
        Attempt attempt,
        ShellScript script,
        CancellationToken cancellation
    )
    {
        var reached = await ReachLedgerAsync(host, cancellation);
        if (reached.Answer is not { } simulated)
            return reached.Fault!;
        if (simulated.Faults.Strike(HostFaultKind.StartLost) is not null)
            return SimulatedFaults.Lost(host);
        if (simulated.Faults.Strike(HostFaultKind.StartDelayed) is { } delayed)
        {
            _ = StartLaterAsync(host, simulated, attempt, script, delayed.Duration);
            await simulated.Time.PassAsync(script.Deadline, cancellation);
            return SimulatedFaults.TimedOut(host, script.Deadline);
        }

        var reply = SimulatedLedgerCalls.Start(host, simulated, attempt, script);
        if (simulated.Faults.Strike(HostFaultKind.StartCut) is { } cut && reply.Answer is not null)
            return SimulatedFaults.Cut(host, cut.Number);
        return simulated.Faults.Strike(HostFaultKind.StartAnswerLost) is null ? reply : SimulatedFaults.Lost(host);
    }

    public async Task<ShellReply<AttemptReport>> LookAsync(Host host, Attempt attempt, CancellationToken cancellation)
    {
        var reached = await ReachLedgerAsync(host, cancellation);
        return reached.Answer is { } simulated ? SimulatedLedgerCalls.Look(host, simulated, attempt) : reached.Fault!;
    }

    public async Task<ShellReply<AttemptReport>> FollowAsync(
        Host host,
        Attempt attempt,
        long fromByte,
        Action<OutputLine> output,
        CancellationToken cancellation
    )
    {
        var reached = await ReachLedgerAsync(host, cancellation);
        if (reached.Answer is not { } simulated)
            return reached.Fault!;
        if (SimulatedLedgerCalls.Enter(host, simulated, attempt) is { } refusal)
            return refusal;
        return await SimulatedFollow.RunAsync(host, simulated, attempt, fromByte, output, cancellation);
    }

    public async Task<ShellReply<AttemptReport>> StopAsync(Host host, Attempt attempt, CancellationToken cancellation)
    {
        var reached = await ReachLedgerAsync(host, cancellation);
        return reached.Answer is { } simulated ? SimulatedLedgerCalls.Stop(host, simulated, attempt) : reached.Fault!;
    }

    private static async Task StartLaterAsync(
        Host host,
        SimulatedHost simulated,
        Attempt attempt,
        ShellScript script,
        TimeSpan after
    )
    {
        await simulated.PassAsync(after, CancellationToken.None);
        if (simulated.Phase == HostPhase.Up)
            SimulatedLedgerCalls.Start(host, simulated, attempt, script);
    }

    private async Task<ShellReply<SimulatedHost>> ReachAsync(Host host, CancellationToken cancellation)
    {
        if (fleet.Find(host.Name) is not { } simulated)
            return SimulatedFaults.Unreachable(host);
        await simulated.PassAsync(simulated.Latency, cancellation);
        if (simulated.Faults.Strike(HostFaultKind.Unreachable) is { } cut)
            simulated.BecomeUnreachable(cut.Duration);
        if (simulated.Phase == HostPhase.Down || simulated.Time.GetUtcNow() < simulated.UnreachableUntil)
            return SimulatedFaults.Unreachable(host);
        if (simulated.Faults.Strike(HostFaultKind.HostKeyChanged) is not null)
            return SimulatedFaults.HostKeyChanged(host);
        if (simulated.Phase == HostPhase.Booting)
            return SimulatedFaults.Booting(host);
        if (simulated.Time.GetUtcNow() < simulated.KeysAwayUntil)
            return SimulatedFaults.KeyRefused(host);
        if (simulated.Faults.Strike(HostFaultKind.AccessRefused) is not null)
            return SimulatedFaults.AccessRefused(host);
        return simulated;
    }

    private async Task<ShellReply<SimulatedHost>> ReachLedgerAsync(Host host, CancellationToken cancellation)
    {
        var reached = await ReachAsync(host, cancellation);
        if (reached.Answer is not { } simulated)
            return reached;
        lock (simulated.Gate)
        {
            if (simulated.Faults.Strike(HostFaultKind.LedgerLost) is not null)
                simulated.LoseLedger();
            if (simulated.Faults.Strike(HostFaultKind.LedgerOlder) is not null)
                simulated.RestoreOlderLedger();
            if (simulated.Ledger is { } old && simulated.Faults.Strike(HostFaultKind.LedgerReplaced) is not null)
                simulated.MakeLedger(old.DatabaseId, old.Fence);
        }

        return reached;
    }
}
