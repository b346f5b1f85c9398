using System.Collections.Immutable;
using System.Diagnostics;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Wording;

/// <summary>
/// Which notes follow from an entry, and their wording. The only place with sentences about what happened: Slack, the
/// issue and the command line say the same, each with its own spelling of the commands.
/// </summary>
public static class Notes
{
    /// <summary>
    /// The notes of an entry, given the run before and after it. None before the header and issue exist.
    /// </summary>
    public static ImmutableArray<Note> From(Run before, Entry entry, Run after)
    {
        // A second abort, to stop commands, closes nothing: the issue is closed already.
        var targets =
            before.IsFinished && entry.Event is RunEvent.RunAborted
                ? NoteTargets.Everywhere
                : NoteTargets.Of(entry.Event, after);
        if (targets.IsEmpty)
            return [];
        var notes = targets
            .Where(target => HasPlace(after, target))
            .Select(target => new Note(entry.Run, entry.Version, target, TextFor(target, before, entry, after)));
        return QuestionNote.Of(before, entry) is { } answered ? [.. notes, answered] : [.. notes];
    }

    /// <summary>
    /// The entries after this state that are reported, each with its sentence, with commands as the command line spells
    /// them. A failure that is tried again is reported once, as that.
    /// </summary>
    /// <param name="entries">In order, without a gap, and with every entry of the last decision.</param>
    public static IEnumerable<(Entry Entry, string Sentence)> Of(Run before, IReadOnlyList<Entry> entries)
    {
        var run = before;
        for (var at = 0; at < entries.Count; at++)
        {
            var (last, entry) = (run, entries[at]);
            run = last.Evolve(entry);
            var isRetried = at + 1 < entries.Count && entries[at + 1].Event is RunEvent.RetryScheduled;
            var after = isRetried ? run.Evolve(entries[at + 1]) : run;
            if (IsQuestion(entry.Event) || HasNote(entry.Event, after))
                yield return (entry, NoteText.Of(entry.Event, last, after, Door.CommandLine));
        }
    }

    /// <summary>
    /// The report on the issue gets the hash of the entry that ended the run: no one can change that one there.
    /// </summary>
    public static Note WithHash(Note note, string hash) =>
        note.Target == NoteTarget.Report ? note with { Text = hash } : note;

    private static string TextFor(NoteTarget target, Run before, Entry entry, Run after) =>
        target switch
        {
            NoteTarget.Thread or NoteTarget.SecondChannel => NoteText.Of(entry.Event, before, after, Door.Slack),
            NoteTarget.IssueComment => NoteText.OnIssue(entry, before, after),
            NoteTarget.Header
            or NoteTarget.Question
            or NoteTarget.IssueBody
            or NoteTarget.Report
            or NoteTarget.IssueClose
            or NoteTarget.IssueReopen
            or NoteTarget.PostMortem
            or NoteTarget.BranchDeletion => "",
            _ => throw new UnreachableException($"No text for {target}."),
        };

    /// <summary>The start of an ordinary step only updates the header.</summary>
    private static bool HasNote(RunEvent happened, Run after) =>
        NoteTargets.Of(happened, after) is { IsEmpty: false } targets
        && (happened is not RunEvent.StepStarted || targets.Contains(NoteTarget.Thread));

    /// <summary>
    /// True for a question before a stage or a step: in Slack it is a message itself and needs no note.
    /// </summary>
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
