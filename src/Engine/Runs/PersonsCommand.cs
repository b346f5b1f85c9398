using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runs;

/// <summary>
/// What a person asks of a run, whatever door it came through: a closed set. How each is spelled is in
/// <see cref="Commands.CommandSyntax"/>.
/// </summary>
/// <param name="By">The person, with the roles that they have at this moment.</param>
/// <param name="Reason">Why; null where none was given. Kept in the journal and shown to people.</param>
public abstract record PersonsCommand(Person By, string? Reason) : RunCommand
{
    /// <summary>Null only where no person stands behind it, as in a preview of what would be refused.</summary>
    public Door? Door { get; init; }

    /// <summary>The version of the run that the person saw when they decided; null when they did not say.</summary>
    public int? Seen { get; init; }

    /// <summary>What a decision that somebody else made in the meantime does to this command.</summary>
    public abstract StateCheck StateCheck { get; }

    /// <summary>The door's name in events that have always held one.</summary>
    internal string Via => (Door ?? Runs.Door.CommandLine).StoredName();

    /// <summary>Start a run from this plan.</summary>
    /// <param name="RequestKey">Names the request; the same key opens one run.</param>
    public sealed record Request(string RequestKey, Person By, Plan Plan) : PersonsCommand(By, null)
    {
        public override StateCheck StateCheck => StateCheck.None;
    }

    /// <summary>Consent at a gate.</summary>
    /// <param name="Gate">Null for the gate that is open.</param>
    /// <param name="Digest">The plan that the person saw; null when the message itself is of one plan only.</param>
    public sealed record Approve(string? Gate, Digest? Digest, Person By) : PersonsCommand(By, null)
    {
        public override StateCheck StateCheck => StateCheck.WhenSeen;
    }

    /// <summary>Take an approval back, before its gate has opened.</summary>
    public sealed record Withdraw(string Gate, Person By) : PersonsCommand(By, null)
    {
        public override StateCheck StateCheck => StateCheck.WhenSeen;
    }

    /// <summary>Say no at a gate: it ends what was asked about, the run, its rollback or the step.</summary>
    /// <param name="Gate">Null for the gate that is open.</param>
    public sealed record Refuse(string? Gate, Person By, string? Reason) : PersonsCommand(By, Reason)
    {
        public override StateCheck StateCheck => StateCheck.WhenSeen;
    }

    /// <summary>
    /// Continue where it stopped: the failed step starts again unless it is found to be done by now, the unknown one is
    /// probed again, the expired question is asked again, a held run continues.
    /// </summary>
    /// <param name="Place">Which step; null when only one is stuck.</param>
    public sealed record Resume(StepPlace? Place, Person By, string? Reason) : PersonsCommand(By, Reason)
    {
        public override StateCheck StateCheck => StateCheck.WhenSeenOrUnread;
    }

    /// <summary>Start the failed step again, whatever is found there.</summary>
    /// <param name="Place">Which step; null when only one is stuck.</param>
    public sealed record Retry(StepPlace? Place, Person By, string? Reason) : PersonsCommand(By, Reason)
    {
        public override StateCheck StateCheck => StateCheck.WhenSeenOrUnread;
    }

    /// <summary>Continue without the failed step on this host.</summary>
    /// <param name="Place">Which step; null when only one is stuck.</param>
    public sealed record Skip(StepPlace? Place, Person By, string? Reason) : PersonsCommand(By, Reason)
    {
        public override StateCheck StateCheck => StateCheck.WhenSeenOrUnread;
    }

    /// <summary>Do nothing more on this host, and continue with the others.</summary>
    public sealed record Exclude(string Host, Person By, string? Reason) : PersonsCommand(By, Reason)
    {
        public override StateCheck StateCheck => StateCheck.WhenSeenOrUnread;
    }

    /// <summary>Write a note into the journal of a run, open or ended.</summary>
    /// <param name="Key">Names the note, so that the same one delivered twice is one.</param>
    public sealed record Note(string Key, Person By, string Text) : PersonsCommand(By, null)
    {
        public override StateCheck StateCheck => StateCheck.WhenSeen;
    }

    /// <summary>Start nothing more until somebody resumes the run. It is never too late to stop.</summary>
    public sealed record Halt(Person By, string? Reason) : PersonsCommand(By, Reason)
    {
        public override StateCheck StateCheck => StateCheck.None;
    }

    /// <summary>Bring hosts back to what they were before this run.</summary>
    /// <param name="Target">A host, a stage, or <c>all</c>.</param>
    /// <param name="IsEmergency">No approval is waited for, whatever the runbook says.</param>
    public sealed record RollBack(string Target, Person By, string? Reason, bool IsEmergency = false)
        : PersonsCommand(By, Reason)
    {
        public override StateCheck StateCheck => StateCheck.WhenSeenOrUnread;
    }

    /// <summary>Say what became of an unknown attempt.</summary>
    /// <param name="Place">Which step; null when only one is stuck.</param>
    public sealed record Settle(StepPlace? Place, bool Happened, Person By, string? Reason) : PersonsCommand(By, Reason)
    {
        public override StateCheck StateCheck => StateCheck.WhenSeenOrUnread;
    }

    /// <summary>Continue in spite of what a preflight found: for approvers, for this step on this host alone.</summary>
    public sealed record Override(StepPlace Place, Person By, string? Reason) : PersonsCommand(By, Reason)
    {
        public override StateCheck StateCheck => StateCheck.WhenSeenOrUnread;
    }

    /// <summary>Let the next host of a stage start outside its window: for approvers, for this host alone.</summary>
    public sealed record WaiveWindow(string Host, Person By, string? Reason) : PersonsCommand(By, Reason)
    {
        public override StateCheck StateCheck => StateCheck.WhenSeenOrUnread;
    }

    /// <summary>
    /// Take a host whose ledger refuses this run: another database's, another holder's, a new one. What it kept is set
    /// aside, and the refused step is tried again.
    /// </summary>
    public sealed record Adopt(string Host, Person By, string? Reason) : PersonsCommand(By, Reason)
    {
        public override StateCheck StateCheck => StateCheck.WhenSeenOrUnread;
    }

    /// <summary>End the run: nothing more starts. It is never too late to stop.</summary>
    /// <param name="Stops">Commands that run on hosts now are stopped there; else they end by themselves.</param>
    public sealed record Abort(Person By, string? Reason, bool Stops = false) : PersonsCommand(By, Reason)
    {
        public override StateCheck StateCheck => StateCheck.None;
    }

    /// <summary>Delete the rollback branch of a run that has ended.</summary>
    public sealed record DeleteBranch(Person By, string? Reason) : PersonsCommand(By, Reason)
    {
        public override StateCheck StateCheck => StateCheck.WhenSeenOrUnread;
    }
}
