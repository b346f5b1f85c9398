using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runs;

/// <summary>
/// What a person decided about a run, as a typed command; all doors produce it. A closed set. How each one is spelled
/// is in <see cref="Commands.CommandSyntax"/>.
/// </summary>
/// <param name="By">The person, with their current roles.</param>
/// <param name="Reason">Why; null if none was given. It is kept in the journal and shown to people.</param>
public abstract record PersonsCommand(Person By, string? Reason) : RunCommand
{
    /// <summary>Null only if no person gave it, as in a preview of what would be refused.</summary>
    public Door? Door { get; init; }

    /// <summary>The version of the run that the person saw when they decided; null when they did not say.</summary>
    public int? Seen { get; init; }

    /// <summary>Whether a decision that someone else made in the meantime refuses this command.</summary>
    public abstract StateCheck StateCheck { get; }

    /// <summary>The stored name of the door, for events that always have one.</summary>
    internal string Via => (Door ?? Runs.Door.CommandLine).StoredName();

    /// <summary>Start a run from this plan.</summary>
    /// <param name="RequestKey">Identifies the request: delivered twice, it still opens one run.</param>
    public sealed record Request(string RequestKey, Person By, Plan Plan) : PersonsCommand(By, null)
    {
        public override StateCheck StateCheck => StateCheck.None;
    }

    /// <summary>Consent at a gate.</summary>
    /// <param name="Gate">The one whose question the person saw: an approval of the plan opens no later gate.</param>
    /// <param name="Digest">The plan that the person saw; null when the message itself is of one plan only.</param>
    public sealed record Approve(string Gate, Digest? Digest, Person By) : PersonsCommand(By, null)
    {
        /// <summary>True for a reaction in Slack: taking the reaction back takes the approval back.</summary>
        public bool IsReaction { get; init; }

        public override StateCheck StateCheck => StateCheck.WhenSeen;
    }

    /// <summary>Take an approval back, before the work that it allows has begun.</summary>
    /// <param name="Gate">Null for the one that the person approved last.</param>
    public sealed record Withdraw(string? Gate, Person By) : PersonsCommand(By, null)
    {
        /// <summary>True for a reaction that was taken back: an approval given in another way stays.</summary>
        public bool IsReaction { get; init; }

        public override StateCheck StateCheck => StateCheck.WhenSeen;
    }

    /// <summary>Refuse at a gate. This ends what was asked about: the run, its rollback or the step.</summary>
    /// <param name="Gate">Null for the gate that is open.</param>
    public sealed record Refuse(string? Gate, Person By, string? Reason) : PersonsCommand(By, Reason)
    {
        public override StateCheck StateCheck => StateCheck.WhenSeen;
    }

    /// <summary>
    /// Continue where the run stopped: retry the failed step unless it is done by now, probe the unknown one again, ask
    /// the expired question again, end the hold.
    /// </summary>
    /// <param name="Place">Which step; null when only one is stuck.</param>
    public sealed record Resume(StepPlace? Place, Person By, string? Reason) : PersonsCommand(By, Reason)
    {
        public override StateCheck StateCheck => StateCheck.WhenSeenOrUnread;
    }

    /// <summary>Retry the failed step without checking whether it is done by now.</summary>
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

    /// <summary>Say that a host which this run left out of service is in service again. For operators.</summary>
    /// <param name="IsByHand">True if the person vouches for it, which takes a reason.</param>
    /// <param name="Proof">The answers of its health questions, all of which hold; null if they were not asked.</param>
    public sealed record Return(string Host, Person By, string? Reason, bool IsByHand, Facts? Proof = null)
        : PersonsCommand(By, Reason)
    {
        /// <summary>What all runs have taken or left out of service; null if it is not known.</summary>
        public FleetState? Fleet { get; init; }

        public override StateCheck StateCheck => StateCheck.WhenSeen;
    }

    /// <summary>Write a note into the journal of a run, open or ended.</summary>
    /// <param name="Key">Identifies the note: delivered twice, it is still recorded once.</param>
    public sealed record Note(string Key, Person By, string Text) : PersonsCommand(By, null)
    {
        public override StateCheck StateCheck => StateCheck.WhenSeen;
    }

    /// <summary>Put the run on hold: nothing more starts until someone resumes it.</summary>
    public sealed record Halt(Person By, string? Reason) : PersonsCommand(By, Reason)
    {
        /// <summary>
        /// True if the person put every open run on hold: then being listed is enough. False for one run, which takes
        /// an operator.
        /// </summary>
        public bool IsOfAllRuns { get; init; }

        public override StateCheck StateCheck => StateCheck.None;
    }

    /// <summary>Bring hosts back to what they were before this run.</summary>
    /// <param name="Target">A host, a stage, or <c>all</c>.</param>
    /// <param name="IsEmergency">The rollback does not wait for an approval, whatever the runbook says.</param>
    public sealed record RollBack(string Target, Person By, string? Reason, bool IsEmergency = false)
        : PersonsCommand(By, Reason)
    {
        /// <summary>What all runs have taken or left out of service; null if it is not known.</summary>
        public FleetState? Fleet { get; init; }

        public override StateCheck StateCheck => StateCheck.WhenSeenOrUnread;
    }

    /// <summary>Say what became of an unknown attempt.</summary>
    /// <param name="Place">Which step; null when only one is stuck.</param>
    public sealed record Settle(StepPlace? Place, bool Happened, Person By, string? Reason) : PersonsCommand(By, Reason)
    {
        public override StateCheck StateCheck => StateCheck.WhenSeenOrUnread;
    }

    /// <summary>Continue despite what a preflight found, on this host alone. For approvers.</summary>
    public sealed record Override(StepPlace Place, Person By, string? Reason) : PersonsCommand(By, Reason)
    {
        public override StateCheck StateCheck => StateCheck.WhenSeenOrUnread;
    }

    /// <summary>Let this host alone start outside the window. For approvers.</summary>
    public sealed record WaiveWindow(string Host, Person By, string? Reason) : PersonsCommand(By, Reason)
    {
        public override StateCheck StateCheck => StateCheck.WhenSeenOrUnread;
    }

    /// <summary>
    /// Take a host whose ledger refuses this run because it belongs to another database or holder, or is new. The old
    /// ledger is put away, and the refused step is retried.
    /// </summary>
    public sealed record Adopt(string Host, Person By, string? Reason) : PersonsCommand(By, Reason)
    {
        public override StateCheck StateCheck => StateCheck.WhenSeenOrUnread;
    }

    /// <summary>End the run: nothing more starts.</summary>
    /// <param name="Stops">Commands that run on hosts now are stopped there; otherwise they finish.</param>
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
