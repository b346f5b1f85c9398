using OlUpgrade.Runs;
using OlUpgrade.Ssh;
using OlUpgrade.Ssh.Ledger;
using Host = OlUpgrade.Hosts.Host;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// The verbs of the ledger on a simulated host, by the rules of docs/wire/ledger.md. Each is one act: nothing is
/// waited for inside.
/// </summary>
internal static class SimulatedLedgerCalls
{
    public static ShellReply<LedgerState> Take(Host host, SimulatedHost simulated, Lease hold, string notice)
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
            if (Guard(host, simulated, hold) is { } refusal)
                return refusal;
            simulated.Notice = notice;
            return State(simulated, before);
        }
    }

    public static ShellReply<LedgerState> Adopt(Host host, SimulatedHost simulated, Lease hold, string notice)
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
            simulated.MakeLedger(hold.DatabaseId, hold.FencingToken);
            simulated.Ledger!.Holder = hold.Holder;
            simulated.Note(EffectKind.LedgerMade, null, simulated.Ledger.Id);
            simulated.Notice = notice;
            return State(simulated, hold.FencingToken);
        }
    }

    public static ShellReply<LedgerState> Release(Host host, SimulatedHost simulated, Lease hold, string ledgerId)
    {
        lock (simulated.Gate)
        {
            if (Enter(host, simulated, hold, ledgerId) is { } refusal)
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
        SimulatedAttempt begun;
        lock (simulated.Gate)
        {
            if (Enter(host, simulated, attempt) is { } refusal)
                return refusal;
            var ledger = simulated.Ledger!;
            if (ledger.Find(attempt.Key) is { } there)
                return Again(host, simulated, there, script);
            if (IsFull(simulated))
                return LedgerRefusal.DiskFull(host);
            begun = new(attempt.Key, simulated.BootId, attempt.Hold.FencingToken, script.Text);
            begun.Begin();
            ledger.Keep(begun);
        }

        var answer = new AttemptStart(false, simulated.BootId);
        simulated.Note(EffectKind.AttemptBegan, attempt.Key, script.Text, attempt.Hold.FencingToken);
        _ = SimulatedRunner.RunAsync(simulated, begun, script);
        return answer;
    }

    private static ShellReply<AttemptStart> Again(
        Host host,
        SimulatedHost simulated,
        SimulatedAttempt there,
        ShellScript script
    )
    {
        if (there.IsClosed)
            return LedgerRefusal.Closed(host);
        return there.Script == script.Text ? new AttemptStart(true, simulated.BootId) : LedgerRefusal.OtherScript(host);
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
            simulated.Note(EffectKind.AttemptStopped, attempt.Key, "stop", attempt.Hold.FencingToken);
            running.CutShort();
        }

        return Report(simulated, attempt);
    }

    /// <summary>The whole gate of start, follow and stop; null lets through.</summary>
    public static ShellFault? Enter(Host host, SimulatedHost simulated, Attempt attempt) =>
        Enter(host, simulated, attempt.Hold, attempt.LedgerId);

    private static ShellFault? Enter(Host host, SimulatedHost simulated, Lease hold, string ledgerId)
    {
        lock (simulated.Gate)
        {
            if (simulated.Ledger is not { } ledger)
                return LedgerRefusal.OtherLedger(host, "");
            if (ledger.DatabaseId != hold.DatabaseId)
                return LedgerRefusal.OtherDatabase(host, ledger.DatabaseId);
            return ledger.Id == ledgerId ? Guard(host, simulated, hold) : LedgerRefusal.OtherLedger(host, ledger.Id);
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
            found?.OutputBytes ?? 0
        );
    }

    /// <summary>
    /// Refuses another database, a holder that does not follow the last one, a lower fence; raises a higher one.
    /// </summary>
    private static ShellFault? Guard(Host host, SimulatedHost simulated, Lease hold)
    {
        var ledger = simulated.Ledger!;
        if (ledger.DatabaseId != hold.DatabaseId)
            return LedgerRefusal.OtherDatabase(host, ledger.DatabaseId);
        if (ledger.Holder is { } last && last != hold.Holder && last != hold.Follows)
            return LedgerRefusal.Overtaken(host, last);
        if (hold.FencingToken < ledger.Fence)
            return LedgerRefusal.FencedOff(host, $"{ledger.Fence}");
        if (hold.FencingToken == ledger.Fence && hold.Holder == ledger.Holder)
            return null;
        if (IsFull(simulated))
            return LedgerRefusal.DiskFull(host);
        ledger.Fence = hold.FencingToken;
        ledger.Holder = hold.Holder;
        simulated.Note(EffectKind.FenceRaised, null, $"{hold.FencingToken}", hold.FencingToken);
        return null;
    }

    private static ShellFault? CloseIfAbsent(Host host, SimulatedHost simulated, Attempt attempt)
    {
        if (simulated.Ledger is not { } ledger || ledger.Id != attempt.LedgerId || ledger.Find(attempt.Key) is not null)
            return null;
        if (IsFull(simulated))
            return LedgerRefusal.DiskFull(host);
        ledger.Keep(new(attempt.Key, simulated.BootId, attempt.Hold.FencingToken, "") { IsClosed = true });
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
