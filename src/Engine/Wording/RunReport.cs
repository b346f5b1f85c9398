using System.Collections.Immutable;
using OlUpgrade.Runs;

namespace OlUpgrade.Wording;

/// <summary>
/// What became of a run, readable months later: who started and approved it, how long it took compared with earlier
/// runs, every host before and after, what was skipped or excluded and why, notes, a timeline, and the hash that closes
/// the journal.
/// </summary>
/// <param name="Entries">The journal of the run, in order.</param>
/// <param name="Head">The hash of the last entry; null where it is unknown.</param>
/// <param name="Earlier">How long earlier runs of the same runbook took, newest first.</param>
public sealed record RunReport(
    Run Run,
    ImmutableArray<Entry> Entries,
    string? Head,
    ImmutableArray<EarlierDuration> Earlier
)
{
    /// <summary>Who started the run, and everything reported since, with the time.</summary>
    public IEnumerable<(DateTimeOffset At, string Sentence)> Timeline => TimelineOf(Run.Id, Entries);

    public static IEnumerable<(DateTimeOffset At, string Sentence)> TimelineOf(
        RunId id,
        ImmutableArray<Entry> entries
    ) =>
        entries is [{ Event: RunEvent.RunRequested asked } first, ..]
            ? Notes
                .Of(Run.Initial(id), entries)
                .Select(note => (note.Entry.At, note.Sentence))
                .Prepend((first.At, $"{asked.Requester.Name} started the run via {asked.Via}."))
            : [];

    /// <summary>Who approved what, and which plan.</summary>
    public IEnumerable<(DateTimeOffset At, RunEvent.ApprovalGiven Approval)> Approvals =>
        Entries
            .Where(entry => entry.Event is RunEvent.ApprovalGiven)
            .Select(entry => (entry.At, (RunEvent.ApprovalGiven)entry.Event));

    /// <summary>Skipped steps, excluded hosts and overridden preflights, each with who and why.</summary>
    public IEnumerable<string> LeftOut =>
        Entries
            .Select(entry =>
                entry.Event switch
                {
                    RunEvent.StepSkipped e => $"{e.Place}: skipped by {e.By.Name} ({e.Reason})",
                    RunEvent.HostExcluded e => $"{e.Host}: excluded by {e.By.Name} ({e.Reason})",
                    RunEvent.PreflightOverridden e =>
                        $"{e.Place.Host}: preflight overridden by {e.By.Name} ({e.Reason})",
                    // No other decision leaves out part of the plan.
                    _ => null,
                }
            )
            .OfType<string>();

    public IEnumerable<(DateTimeOffset At, RunEvent.NoteAdded Note)> NotesWritten =>
        Entries
            .Where(entry => entry.Event is RunEvent.NoteAdded)
            .Select(entry => (entry.At, (RunEvent.NoteAdded)entry.Event));

    /// <summary>From the request to the end; null while it is open.</summary>
    public TimeSpan? Took => Run.EndedAt - Run.RequestedAt;

    /// <summary>What failed or was unknown, and why people rolled it back or ended it, each once.</summary>
    public IEnumerable<string> Failures =>
        Entries
            .Select(entry =>
                entry.Event switch
                {
                    RunEvent.RollbackAsked { Reason.Length: > 0 } e =>
                        $"{e.By.Name} asked to roll back {e.Target}: {e.Reason}",
                    RunEvent.RunAborted { Reason.Length: > 0 } e => $"{e.By.Name} aborted the run: {e.Reason}",
                    RunEvent.StepFailed e => $"{e.Place}: {e.Failure.Sentence}",
                    RunEvent.StepUnknown e => $"{e.Place}: unknown whether it happened. {e.Doubt}",
                    // No other event is a failure, or a reaction of people to one.
                    _ => null,
                }
            )
            .OfType<string>()
            .Distinct();
}
