using OlUpgrade.Hosts;
using OlUpgrade.Runs;

namespace OlUpgrade.Ssh;

/// <summary>
/// The port to a host. Questions only read and leave no trace. Attempts change things: the host's ledger keeps each one
/// under its step key, starts it at most once, and lets it outlive the connection and the service. A call that fails
/// returns a <see cref="ShellFault"/>; only the caller's own cancellation throws.
/// </summary>
public interface IHostShell
{
    /// <summary>
    /// Asks a question: runs the script under <c>sh</c>, through sudo if the host is configured so, with the values as
    /// environment variables. Each output is cut after 1 MiB.
    /// </summary>
    Task<ShellReply<ShellAnswer>> AskAsync(Host host, ShellScript question, CancellationToken cancellation);

    /// <summary>
    /// Takes the host: creates the ledger if it is missing, raises its fencing token, and puts up the notice. Refused
    /// if the ledger belongs to another database, obeys a holder that this one does not succeed, or has a higher
    /// fencing token. Idempotent.
    /// </summary>
    /// <param name="notice">Shown to people who log in to the host: who works on it, and why.</param>
    Task<ShellReply<LedgerState>> TakeAsync(Host host, Lease lease, string notice, CancellationToken cancellation);

    /// <summary>
    /// Takes the host whatever its ledger has obeyed so far: creates a new ledger and sets the old attempts aside.
    /// Refused only while one of them is running. Only after a person has decided it.
    /// </summary>
    Task<ShellReply<LedgerState>> AdoptAsync(Host host, Lease lease, string notice, CancellationToken cancellation);

    /// <summary>Takes down the notice that <see cref="TakeAsync"/> put up.</summary>
    Task<ShellReply<LedgerState>> ReleaseAsync(Host host, Lease lease, string ledgerId, CancellationToken cancellation);

    /// <summary>
    /// Starts the script, detached from the connection. Comparing the fencing token and the ledger's ID, recording the
    /// attempt and starting it are one act under the ledger's lock. An attempt that already exists is not started
    /// again; it is refused if its script is another one.
    /// </summary>
    Task<ShellReply<AttemptStart>> StartAsync(
        Host host,
        Attempt attempt,
        ShellScript script,
        CancellationToken cancellation
    );

    /// <summary>
    /// Raises the fencing token and reports what the ledger knows about the attempt, without waiting. The ledger may be
    /// missing, another one, or older than the journal; that is for the caller to judge. If the attempt is absent its
    /// key is closed: a start of it that is still on its way is refused.
    /// </summary>
    Task<ShellReply<AttemptReport>> LookAsync(Host host, Attempt attempt, CancellationToken cancellation);

    /// <summary>
    /// Waits until the attempt has ended and passes on its output line by line, from the given byte on. Returns a fault
    /// if the connection is lost; the attempt continues on the host. Before the end only whole lines are passed on, so
    /// that a later call can continue at the end of the last one.
    /// </summary>
    Task<ShellReply<AttemptReport>> FollowAsync(
        Host host,
        Attempt attempt,
        long fromByte,
        Action<OutputLine> output,
        CancellationToken cancellation
    );

    /// <summary>
    /// Stops the attempt with its whole process tree (TERM, then KILL) and reports what is left of it. If the attempt
    /// is absent its key is closed, as in <see cref="LookAsync"/>.
    /// </summary>
    Task<ShellReply<AttemptReport>> StopAsync(Host host, Attempt attempt, CancellationToken cancellation);
}
