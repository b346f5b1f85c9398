using OlUpgrade.Hosts;
using OlUpgrade.Runs;

namespace OlUpgrade.Ssh;

/// <summary>
/// The port to a host. Questions are read-only and leave no trace. Attempts change things: each is kept in the host's
/// ledger under its step key, starts at most once, and outlives the connection and the server that began it.
/// What goes wrong comes back as a <see cref="ShellFault"/>; only the caller's own cancellation throws.
/// </summary>
public interface IHostShell
{
    /// <summary>
    /// Asks something: runs the script under <c>sh</c> (through sudo when the host says so), with the values as
    /// environment variables. Output is capped at 1 MiB.
    /// </summary>
    Task<ShellReply<ShellAnswer>> AskAsync(Host host, ShellScript question, CancellationToken cancellation);

    /// <summary>
    /// Takes the host: makes the ledger if it is missing, raises its fence, tells whoever logs in. Refused when the
    /// ledger belongs to another database, obeys a holder that this one does not follow, or holds a higher fence. Doing
    /// it twice is doing it once.
    /// </summary>
    /// <param name="notice">What people who log in there are told: who works on the host, and why.</param>
    Task<ShellReply<LedgerState>> TakeAsync(Host host, Lease hold, string notice, CancellationToken cancellation);

    /// <summary>
    /// Takes the host whatever its ledger obeyed until now: a new ledger is begun and the old attempts are set aside.
    /// Refused only while one of them runs. A person must have decided it.
    /// </summary>
    Task<ShellReply<LedgerState>> AdoptAsync(Host host, Lease hold, string notice, CancellationToken cancellation);

    /// <summary>Takes the notice away that <see cref="TakeAsync"/> put up.</summary>
    Task<ShellReply<LedgerState>> ReleaseAsync(Host host, Lease hold, string ledgerId, CancellationToken cancellation);

    /// <summary>
    /// As one act under the ledger's lock: compares the fence and the ledger's ID, creates the attempt and starts the
    /// script, detached from the connection. An attempt that is already there is not started again; refused when it is
    /// of another script.
    /// </summary>
    Task<ShellReply<AttemptStart>> StartAsync(
        Host host,
        Attempt attempt,
        ShellScript script,
        CancellationToken cancellation
    );

    /// <summary>
    /// Raises the fence and says what the ledger knows of the attempt, without waiting. The ledger may be missing,
    /// another or older than the journal knows; the caller judges. An attempt that is told to be absent stays so: its
    /// key is closed, and a start of it that is still on its way is refused.
    /// </summary>
    Task<ShellReply<AttemptReport>> LookAsync(Host host, Attempt attempt, CancellationToken cancellation);

    /// <summary>
    /// Waits until the attempt has ended, handing on its output line by line from the given byte. Comes back with a
    /// fault when the connection is lost; the attempt goes on by itself. Before the end only whole lines are handed
    /// on, so that the end of the last one says where to go on.
    /// </summary>
    Task<ShellReply<AttemptReport>> FollowAsync(
        Host host,
        Attempt attempt,
        long fromByte,
        Action<OutputLine> output,
        CancellationToken cancellation
    );

    /// <summary>
    /// Stops the attempt's whole process tree (TERM, then KILL) and says what was seen to remain. The key of an absent
    /// attempt is closed, as by a look.
    /// </summary>
    Task<ShellReply<AttemptReport>> StopAsync(Host host, Attempt attempt, CancellationToken cancellation);
}
