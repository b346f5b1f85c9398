using OlUpgrade.Runs;
using OlUpgrade.Ssh;
using OlUpgrade.Ssh.Ledger;
using Host = OlUpgrade.Hosts.Host;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// The verbs of the ledger on a simulated host, by the rules of docs/wire/ledger.md. Each is atomic and never waits.
/// </summary>
internal static class SimulatedLedgerCalls
{
    public static ShellReply<LedgerState> Take(Host host, SimulatedHost simulated, Lease lease, string notice)
    {
        lock (simulated.Gate)
        {
            if (simulated.Ledger is null)
            {
                if (IsFull(simulated))
                    return LedgerRefusal.DiskFull(host);
                simulated.MakeLedger(lease.DatabaseId, 0);
                simulated.Note(EffectKind.LedgerMade, null, simulated.Ledger!.Id);
            }

            var before = simulated.Ledger.Fence;
            if (Guard(host, simulated, lease) is { } refusal)
                return refusal;
            simulated.Notice = notice;
            return State(simulated, before);
        }
    }

    public static ShellReply<LedgerState> Adopt(Host host, SimulatedHost simulated, Lease lease, string notice)
    {
        lock (simulated.Gate)
        {
            var running = simulated.Ledger?.Attempts.FirstOrDefault(attempt =>
                StateOf(simulated, attempt) == AttemptState.Running
            );
            if (running is not null)
                return LedgerRefusal.Busy(host, $"{running.Key}");
            if (IsFull(simulated))
                return LedgerRefusal.DiskFull(host);
            simulated.MakeLedger(lease.DatabaseId, lease.FencingToken);
            simulated.Ledger!.Holder = lease.Holder;
            simulated.Note(EffectKind.LedgerMade, null, simulated.Ledger.Id);
            simulated.Notice = notice;
            return State(simulated, lease.FencingToken);
        }
    }

    public static ShellReply<LedgerState> Release(Host host, SimulatedHost simulated, Lease lease, string ledgerId)
    {
        lock (simulated.Gate)
        {
            if (Enter(host, simulated, lease, ledgerId) is { } refusal)
                return refusal;
            simulated.Notice = null;
            return State(simulated, simulated.Ledger!.Fence);
        }
    }

    public static ShellReply<AttemptStart> Start(
        Host host,
        SimulatedHost simulated,
        Attempt attempt,
        ShellScript script
    )
    {
        SimulatedAttempt started;
        lock (simulated.Gate)
        {
            if (Enter(host, simulated, attempt) is { } refusal)
                return refusal;
            var ledger = simulated.Ledger!;
            if (ledger.Find(attempt.Key) is { } known)
                return Repeated(host, simulated, known, script);
            if (IsFull(simulated))
                return LedgerRefusal.DiskFull(host);
            started = new(attempt.Key, simulated.BootId, attempt.Lease.FencingToken, script.Text);
            started.Begin();
            ledger.Keep(started);
        }

        var answer = new AttemptStart(false, simulated.BootId);
        simulated.Note(EffectKind.AttemptBegan, attempt.Key, script.Text, attempt.Lease.FencingToken);
        _ = SimulatedRunner.RunAsync(simulated, started, script);
        return answer;
    }

    private static ShellReply<AttemptStart> Repeated(
        Host host,
        SimulatedHost simulated,
        SimulatedAttempt known,
        ShellScript script
    )
    {
        if (known.IsClosed)
            return LedgerRefusal.Closed(host);
        return known.Script == script.Text ? new AttemptStart(true, simulated.BootId) : LedgerRefusal.OtherScript(host);
    }

    public static ShellReply<AttemptReport> Look(Host host, SimulatedHost simulated, Attempt attempt)
    {
        lock (simulated.Gate)
        {
            var before = simulated.Ledger?.Fence ?? 0;
            if (simulated.Ledger is not null && Guard(host, simulated, attempt.Lease) is { } refusal)
                return refusal;
            return CloseIfAbsent(host, simulated, attempt) is { } full ? full : Report(simulated, attempt, before);
        }
    }

    public static ShellReply<AttemptReport> Stop(Host host, SimulatedHost simulated, Attempt attempt)
    {
        SimulatedAttempt? running;
        lock (simulated.Gate)
        {
            if (Enter(host, simulated, attempt) is { } refusal)
                return refusal;
            if (CloseIfAbsent(host, simulated, attempt) is { } full)
                return full;
            running = simulated.Ledger!.Find(attempt.Key) is { IsRunning: true } found ? found : null;
        }

        if (running is not null)
        {
            simulated.Note(EffectKind.AttemptStopped, attempt.Key, "stop", attempt.Lease.FencingToken);
            running.Interrupt();
        }

        return Report(simulated, attempt);
    }

    /// <summary>All checks before start, follow and stop; null if they pass.</summary>
    public static ShellFault? Enter(Host host, SimulatedHost simulated, Attempt attempt) =>
        Enter(host, simulated, attempt.Lease, attempt.LedgerId);

    private static ShellFault? Enter(Host host, SimulatedHost simulated, Lease lease, string ledgerId)
    {
        lock (simulated.Gate)
        {
            if (simulated.Ledger is not { } ledger)
                return LedgerRefusal.OtherLedger(host, "");
            if (ledger.DatabaseId != lease.DatabaseId)
                return LedgerRefusal.OtherDatabase(host, ledger.DatabaseId);
            return ledger.Id == ledgerId ? Guard(host, simulated, lease) : LedgerRefusal.OtherLedger(host, ledger.Id);
        }
    }

    public static AttemptState StateOf(SimulatedHost simulated, SimulatedAttempt? attempt)
    {
        if (attempt is null || attempt.IsClosed)
            return AttemptState.Absent;
        if (attempt.ExitCode is not null)
            return AttemptState.Ended;
        var isAlive = attempt.IsRunning && attempt.BootId == simulated.BootId;
        return isAlive ? AttemptState.Running : AttemptState.Interrupted;
    }

    public static AttemptReport Report(SimulatedHost simulated, Attempt attempt, long? tokenBefore = null)
    {
        var found = simulated.Ledger?.Find(attempt.Key);
        return new(
            State(simulated, tokenBefore ?? simulated.Ledger?.Fence ?? 0),
            StateOf(simulated, found),
            found?.ExitCode,
            found?.OutputBytes ?? 0
        );
    }

    /// <summary>
    /// Refuses another database, a holder that does not follow the last one, and a lower fencing token; raises the
    /// token if it is higher.
    /// </summary>
    private static ShellFault? Guard(Host host, SimulatedHost simulated, Lease lease)
    {
        var ledger = simulated.Ledger!;
        if (ledger.DatabaseId != lease.DatabaseId)
            return LedgerRefusal.OtherDatabase(host, ledger.DatabaseId);
        if (ledger.Holder is { } last && last != lease.Holder && last != lease.Follows)
            return LedgerRefusal.Overtaken(host, last);
        if (lease.FencingToken < ledger.Fence)
            return LedgerRefusal.FencedOff(host, $"{ledger.Fence}");
        if (lease.FencingToken == ledger.Fence && lease.Holder == ledger.Holder)
            return null;
        if (IsFull(simulated))
            return LedgerRefusal.DiskFull(host);
        ledger.Fence = lease.FencingToken;
        ledger.Holder = lease.Holder;
        simulated.Note(EffectKind.FenceRaised, null, $"{lease.FencingToken}", lease.FencingToken);
        return null;
    }

    private static ShellFault? CloseIfAbsent(Host host, SimulatedHost simulated, Attempt attempt)
    {
        if (simulated.Ledger is not { } ledger || ledger.Id != attempt.LedgerId || ledger.Find(attempt.Key) is not null)
            return null;
        if (IsFull(simulated))
            return LedgerRefusal.DiskFull(host);
        ledger.Keep(new(attempt.Key, simulated.BootId, attempt.Lease.FencingToken, "") { IsClosed = true });
        return null;
    }

    private static bool IsFull(SimulatedHost simulated) =>
        simulated.DiskFreeMegabytes <= 0 || simulated.Faults.Strike(HostFaultKind.DiskFull) is not null;

    private static LedgerState State(SimulatedHost simulated, long tokenBefore)
    {
        var ledger = simulated.Ledger;
        return new(ledger?.Id ?? "", ledger?.DatabaseId ?? "", tokenBefore, simulated.BootId, simulated.MachineId);
    }
}
