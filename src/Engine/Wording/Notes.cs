using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Wording;

/// <summary>
/// Which notes follow from an entry, and their wording. The only place with sentences about what happened: Slack, the
/// issue and the command line say the same.
/// </summary>
public static class Notes
{
    /// <summary>From this reminder on the runbook's second channel is told too.</summary>
    private const int SecondReminder = 2;

    /// <summary>The notes of an entry, given the run before and after it. Nothing before the header and issue exist.</summary>
    public static ImmutableArray<Note> From(Run before, Entry entry, Run after)
    {
        // Whoever ends it once more, to have its commands stopped, closes nothing that is not closed.
        var targets = before.IsFinished && entry.Event is RunEvent.RunAborted ? Everywhere : TargetsOf(entry.Event, after);
        if (targets.IsEmpty)
            return [];
        var text = NoteText.Of(entry.Event, before, after);
        var told = targets.Where(target => HasPlace(after, target)).Select(target => new Note(entry.Run, entry.Version, target, target switch
        {
            NoteTarget.Thread or NoteTarget.SecondChannel => text,
            NoteTarget.IssueComment => NoteText.InFull(entry, after) ?? text,
            _ => "",
        }));
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
            if (IsQuestion(entry.Event) || IsTold(entry.Event, after))
                yield return (entry, NoteText.Of(entry.Event, last, after));
        }
    }

    /// <summary>The report on the issue gets the hash of the entry that ended the run: nobody here can change it there.</summary>
    public static Note WithHash(Note note, string hash) => note.Target == NoteTarget.Report ? note with { Text = hash } : note;

    private static ImmutableArray<NoteTarget> TargetsOf(RunEvent happened, Run after) => happened switch
    {
        RunEvent.StepSucceeded { Place: var place } when place == OverheadSteps.PlanMessage => Refresh,
        RunEvent.StepSucceeded { Place: var place } when place == OverheadSteps.Branch => Everywhere,
        RunEvent.StepStarted { Place.Step: ReservedNames.TakeStep, Attempt: 1 } => [NoteTarget.Thread, .. Refresh],
        RunEvent.StepStarted { Place: var place } when IsReboot(after, place) && OwnHost.Is(after, place.Host) => [NoteTarget.Thread, NoteTarget.Header],
        // Not the issue: between our read and our change of it a person's edit may be lost, and GitHub counts each change.
        RunEvent.StepStarted { Place: var place, Attempt: 1 } when IsWork(after, place) => [NoteTarget.Header],
        // A look at many hosts is told by its end; only what is not well is told at once.
        RunEvent.StepSucceeded { Place: var place } when EndsHost(after, place) => after.Plan!.OnlyReads ? Refresh : Everywhere,
        RunEvent.StepSucceeded { Place: var place } when IsReboot(after, place) => [NoteTarget.Thread, NoteTarget.Header],
        RunEvent.StepFailed { Place: var place } when after.Step(place).Phase == StepPhase.Failed => Everywhere,
        RunEvent.RetryScheduled => [NoteTarget.Thread],
        RunEvent.StepDoubted { Place: var place } when after.Step(place).Probes == 1 => [NoteTarget.Thread],
        RunEvent.StepUnknown or RunEvent.StepResumed or RunEvent.DoubtSettled or RunEvent.PreflightOverridden or RunEvent.HostAdopted => Everywhere,
        RunEvent.StepSkipped or RunEvent.StepRefused or RunEvent.HostExcluded or RunEvent.RunHalted or RunEvent.RunLetGoOn => Everywhere,
        RunEvent.RollbackRefused when after.IsFinished => [.. Everywhere, NoteTarget.IssueClose],
        RunEvent.RollbackAsked when after.Rollback!.From.IsFinished => [.. Everywhere, NoteTarget.IssueReopen],
        RunEvent.RollbackAsked or RunEvent.RollbackPlanned or RunEvent.RollbackRefused or RunEvent.HostRolledBack or RunEvent.HostMixed => Everywhere,
        RunEvent.ApprovalGiven or RunEvent.ApprovalWithdrawn or RunEvent.ApprovalVoided => Everywhere,
        RunEvent.NoteAdded { Via: RunEvent.NoteAdded.OnIssue } => [NoteTarget.Thread],
        RunEvent.NoteAdded => [NoteTarget.Thread, NoteTarget.IssueComment],
        RunEvent.BranchOffered => Everywhere,
        RunEvent.BranchLetGo => [.. Everywhere, NoteTarget.BranchDeletion],
        RunEvent.WindowAwaited or RunEvent.WindowWaived => Everywhere,
        RunEvent.ClockJumped => [NoteTarget.Thread],
        RunEvent.ApprovalReminded { Reminder: >= SecondReminder } or RunEvent.DecisionReminded { Reminder: >= SecondReminder } =>
            [NoteTarget.Thread, NoteTarget.SecondChannel],
        RunEvent.ApprovalReminded or RunEvent.DecisionReminded or RunEvent.SignalIgnored => [NoteTarget.Thread],
        RunEvent.ApprovalExpired or RunEvent.ApprovalReopened => [NoteTarget.Thread, .. Refresh],
        RunEvent.RunAborted or RunEvent.RunRolledBack when WentWrong(after) => [.. AtTheEnd, NoteTarget.PostMortem],
        RunEvent.RunRefused or RunEvent.RunAborted or RunEvent.RunSucceeded or RunEvent.RunFailed or RunEvent.RunRolledBack => AtTheEnd,
        _ => [],
    };

    /// <summary>That a step began is seen in the header, and is no message of its own.</summary>
    private static bool IsTold(RunEvent happened, Run after) => TargetsOf(happened, after) is { IsEmpty: false } targets
        && (happened is not RunEvent.StepStarted || targets.Contains(NoteTarget.Thread));

    /// <summary>Once for each run: what a second rollback does belongs to the first one's story.</summary>
    private static bool WentWrong(Run run) =>
        run.Turns <= 1 && (run.Turns == 1 || run.Steps.Values.Any(step => step.NeedsPerson || step.Phase == StepPhase.Skipped));

    private static ImmutableArray<NoteTarget> Refresh { get; } = [NoteTarget.Header, NoteTarget.IssueBody];

    private static ImmutableArray<NoteTarget> Everywhere { get; } =
        [NoteTarget.Thread, NoteTarget.Header, NoteTarget.IssueComment, NoteTarget.IssueBody];

    /// <summary>On the issue the report tells of the end.</summary>
    private static ImmutableArray<NoteTarget> AtTheEnd { get; } =
        [NoteTarget.Thread, NoteTarget.Header, NoteTarget.Report, NoteTarget.IssueBody, NoteTarget.IssueClose];

    /// <summary>True for a question of its own: in Slack it is a message itself and needs no note.</summary>
    private static bool IsQuestion(RunEvent happened) => happened is RunEvent.StepSucceeded { Place: var place } && AskStep.Is(place);

    private static bool HasPlace(Run run, NoteTarget target) => target switch
    {
        NoteTarget.SecondChannel => run.Plan!.Approval.SecondChannel is not null,
        NoteTarget.BranchDeletion => RollbackBranch.Of(run) is not null,
        NoteTarget.Thread or NoteTarget.Header => run.Evidence(OverheadSteps.Header) is not null,
        _ => run.Evidence(OverheadSteps.Issue) is not null,
    };

    private static bool IsWork(Run run, StepPlace place) =>
        place.Host != StepPlace.NoHost && !run.Plan!.OnlyReads && run.Plan.Stage(place.Stage).Kind is StageKind.Upgrade or StageKind.Rollback;

    private static bool IsReboot(Run run, StepPlace place) =>
        run.Plan!.Step(place).Work is Runbooks.Work.Reboot;

    private static bool EndsHost(Run run, StepPlace place) =>
        place.Host != StepPlace.NoHost
        && run.Plan!.Stage(place.Stage) is { Kind: StageKind.Upgrade } stage
        && stage.Steps[^1].Name == place.Step
        && run.IsDone(stage, place.Host);
}
