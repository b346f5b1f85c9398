using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Wording;

/// <summary>
/// Which notes follow from an entry, and their wording. The only place with sentences about what happened: Slack, the
/// issue and the command line say the same.
/// </summary>
public static class Notes
{
    /// <summary>
    /// The notes of an entry, given the run before and after it. Nothing before the header and issue exist.
    /// </summary>
    public static ImmutableArray<Note> From(Run before, Entry entry, Run after)
    {
        // Whoever ends it once more, to have its commands stopped, closes nothing that is not closed.
        var targets =
            before.IsFinished && entry.Event is RunEvent.RunAborted
                ? NoteTargets.Everywhere
                : NoteTargets.Of(entry.Event, after);
        if (targets.IsEmpty)
            return [];
        var text = NoteText.Of(entry.Event, before, after);
        var told = targets
            .Where(target => HasPlace(after, target))
            .Select(target => new Note(
                entry.Run,
                entry.Version,
                target,
                target switch
                {
                    NoteTarget.Thread or NoteTarget.SecondChannel => text,
                    NoteTarget.IssueComment => NoteText.InFull(entry, after) ?? text,
                    _ => "",
                }
            ));
        return QuestionNote.Of(before, entry) is { } answered ? [.. told, answered] : [.. told];
    }

    /// <summary>
    /// What people are told about entries that follow this state, each with its sentence, wherever they look; entries
    /// that only machines care about are left out. A failure that is tried again is told once, as that.
    /// </summary>
    /// <param name="entries">In order, without a gap, and every entry of the last decision among them.</param>
    public static IEnumerable<(Entry Entry, string Sentence)> Tell(Run before, IReadOnlyList<Entry> entries)
    {
        var run = before;
        for (var at = 0; at < entries.Count; at++)
        {
            var (last, entry) = (run, entries[at]);
            run = last.Evolve(entry);
            var isRetried = at + 1 < entries.Count && entries[at + 1].Event is RunEvent.RetryScheduled;
            var after = isRetried ? run.Evolve(entries[at + 1]) : run;
            if (IsQuestion(entry.Event) || HasNote(entry.Event, after))
                yield return (entry, NoteText.Of(entry.Event, last, after));
        }
    }

    /// <summary>
    /// The report on the issue gets the hash of the entry that ended the run: nobody here can change it there.
    /// </summary>
    public static Note WithHash(Note note, string hash) =>
        note.Target == NoteTarget.Report ? note with { Text = hash } : note;

    /// <summary>That a step began is seen in the header, and is no message of its own.</summary>
    private static bool HasNote(RunEvent happened, Run after) =>
        NoteTargets.Of(happened, after) is { IsEmpty: false } targets
        && (happened is not RunEvent.StepStarted || targets.Contains(NoteTarget.Thread));

    /// <summary>True for a question of its own: in Slack it is a message itself and needs no note.</summary>
    private static bool IsQuestion(RunEvent happened) =>
        happened is RunEvent.StepSucceeded { Place: var place } && AskStep.Is(place);

    private static bool HasPlace(Run run, NoteTarget target) =>
        target switch
        {
            NoteTarget.SecondChannel => run.Plan!.Approval.SecondChannel is not null,
            NoteTarget.BranchDeletion => RollbackBranch.Of(run) is not null,
            NoteTarget.Thread or NoteTarget.Header => run.Evidence(BuiltInSteps.Header) is not null,
            _ => run.Evidence(BuiltInSteps.Issue) is not null,
        };
}
