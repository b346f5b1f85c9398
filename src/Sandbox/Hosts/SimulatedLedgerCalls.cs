using OlUpgrade.Runs;
using OlUpgrade.Ssh;
using Host = OlUpgrade.Hosts.Host;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// The verbs of the ledger on a simulated host, by the rules of docs/wire/ledger.md. Each is one act: nothing is
/// waited for inside.
/// </summary>
internal static class SimulatedLedgerCalls
{
    public static ShellReply<LedgerState> Take(Host host, SimulatedHost simulated, Hold hold)
    {
        lock (simulated.Gate)
        {
            if (simulated.Ledger is null)
            {
                if (IsFull(simulated))
                    return LedgerRefusal.DiskFull(host);
                simulated.MakeLedger(hold.DatabaseId, 0);
                simulated.Note(EffectKind.LedgerMade, null, simulated.Ledger!.Id);
            }

            var before = simulated.Ledger.Fence;
            return Guard(host, simulated, hold) is { } refusal ? refusal : State(simulated, before);
        }
    }

    public static ShellReply<AttemptStart> Start(
        Host host, SimulatedHost simulated, Attempt attempt, ShellScript script)
    {
        SimulatedAttempt begun;
        lock (simulated.Gate)
        {
            if (Enter(host, simulated, attempt) is { } refusal)
                return refusal;
            var ledger = simulated.Ledger!;
            if (ledger.Find(attempt.Key) is { } there)
                return there.IsClosed ? LedgerRefusal.Closed(host) : new AttemptStart(true, simulated.BootId);
            if (IsFull(simulated))
                return LedgerRefusal.DiskFull(host);
            begun = new(attempt.Key, simulated.BootId, attempt.Hold.Fence);
            begun.Begin();
            ledger.Keep(begun);
        }

        var answer = new AttemptStart(false, simulated.BootId);
        simulated.Note(EffectKind.AttemptBegan, attempt.Key, script.Text, attempt.Hold.Fence);
        _ = SimulatedRunner.RunAsync(simulated, begun, script);
        return answer;
    }

    public static ShellReply<AttemptReport> Look(Host host, SimulatedHost simulated, Attempt attempt)
    {
        lock (simulated.Gate)
        {
            var before = simulated.Ledger?.Fence ?? 0;
            if (simulated.Ledger is not null && Guard(host, simulated, attempt.Hold) is { } refusal)
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
            simulated.Note(EffectKind.AttemptStopped, attempt.Key, "stop", attempt.Hold.Fence);
            running.CutShort();
        }

        return Report(simulated, attempt);
    }

    /// <summary>The whole gate of start, follow and stop; null lets through.</summary>
    public static ShellFault? Enter(Host host, SimulatedHost simulated, Attempt attempt)
    {
        lock (simulated.Gate)
        {
            if (simulated.Ledger is not { } ledger)
                return LedgerRefusal.OtherLedger(host, "");
            if (ledger.DatabaseId != attempt.Hold.DatabaseId)
                return LedgerRefusal.OtherDatabase(host, ledger.DatabaseId);
            return ledger.Id == attempt.LedgerId
                ? Guard(host, simulated, attempt.Hold)
                : LedgerRefusal.OtherLedger(host, ledger.Id);
        }
    }

    public static AttemptState StateOf(SimulatedHost simulated, SimulatedAttempt? attempt)
    {
        if (attempt is null || attempt.IsClosed)
            return AttemptState.Absent;
        if (attempt.ExitCode is not null)
            return AttemptState.Ended;
        var lives = attempt.IsRunning && attempt.BootId == simulated.BootId;
        return lives ? AttemptState.Running : AttemptState.Interrupted;
    }

    public static AttemptReport Report(SimulatedHost simulated, Attempt attempt, long? fenceBefore = null)
    {
        var found = simulated.Ledger?.Find(attempt.Key);
        return new(
            State(simulated, fenceBefore ?? simulated.Ledger?.Fence ?? 0),
            StateOf(simulated, found),
            found?.ExitCode,
            found?.OutputBytes ?? 0);
    }

    /// <summary>Refuses another database and a lower fence; raises a higher one.</summary>
    private static ShellFault? Guard(Host host, SimulatedHost simulated, Hold hold)
    {
        var ledger = simulated.Ledger!;
        if (ledger.DatabaseId != hold.DatabaseId)
            return LedgerRefusal.OtherDatabase(host, ledger.DatabaseId);
        if (hold.Fence < ledger.Fence)
            return LedgerRefusal.FencedOff(host, $"{ledger.Fence}");
        if (hold.Fence == ledger.Fence)
            return null;
        if (IsFull(simulated))
            return LedgerRefusal.DiskFull(host);
        ledger.Fence = hold.Fence;
        simulated.Note(EffectKind.FenceRaised, null, $"{hold.Fence}", hold.Fence);
        return null;
    }

    private static ShellFault? CloseIfAbsent(Host host, SimulatedHost simulated, Attempt attempt)
    {
        if (simulated.Ledger is not { } ledger || ledger.Id != attempt.LedgerId || ledger.Find(attempt.Key) is not null)
            return null;
        if (IsFull(simulated))
            return LedgerRefusal.DiskFull(host);
        ledger.Keep(new(attempt.Key, simulated.BootId, attempt.Hold.Fence) { IsClosed = true });
        return null;
    }

    private static bool IsFull(SimulatedHost simulated) =>
        simulated.DiskFreeMegabytes <= 0 || simulated.Faults.Strike(HostFaultKind.DiskFull) is not null;

    private static LedgerState State(SimulatedHost simulated, long fenceBefore)
    {
        var ledger = simulated.Ledger;
        return new(ledger?.Id ?? "", ledger?.DatabaseId ?? "", fenceBefore, simulated.BootId, simulated.MachineId);
    }
}
