using System.Diagnostics.CodeAnalysis;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs;

/// <summary>What people decide about a run that waits for them. A decision is for one step on one host alone.</summary>
internal static class OverrideDecisions
{
    public static Decision Resume(Run run, RunCommand.Resume resume)
    {
        if (Barred(run, resume.By) is { } barred)
            return barred;
        if (run.HaltedBy is not null)
            return ResumeHeld(run, resume);
        if (run.StandsAt is { } gate && run.Gate(gate.Name).Expired)
            return Decision.Yes(new RunEvent.ApprovalReopened(gate.Name, resume.By));
        if (!TryPick(run, resume.Place, out var step, out var refusal))
            return refusal;
        var wasBegun = step is { Phase: StepPhase.Failed, StartedAt: not null };
        var looksFirst = wasBegun && run.Plan!.Step(step.Place).Work.LeavesTrace;
        return Decision.Yes(new RunEvent.StepResumed(step.Place, step.Attempt, resume.By, resume.Reason, looksFirst));
    }

    /// <summary>One word is enough for a run that was held and in which a step had failed: both go on.</summary>
    private static Decision ResumeHeld(Run run, RunCommand.Resume resume)
    {
        var letGoOn = new RunEvent.RunResumed(resume.By, resume.Reason);
        var goesOn = run.Stuck.Any() ? Resume(run with { HaltedBy = null }, resume).Events : [];
        return Decision.Yes([letGoOn, .. goesOn]);
    }

    public static Decision Settle(Run run, RunCommand.Settle settle)
    {
        if (Barred(run, settle.By) is { } barred)
            return barred;
        if (!TryPick(run, settle.Place, out var step, out var refusal))
            return refusal;
        return step.Phase == StepPhase.Unknown
            ? Decision.Yes(
                new RunEvent.DoubtSettled(step.Place, step.Attempt, settle.Happened, settle.By, settle.Reason)
            )
            : Decision.No(
                "known",
                $"{step.Place} is known to have failed: {step.Failure?.Sentence} Mend it and resume, or abort."
            );
    }

    /// <summary>Whoever asked for the run cannot wave its own obstacles through.</summary>
    public static Decision Override(Run run, RunCommand.Override command)
    {
        if (MayNotOverride(run, command.By, command.Reason) is { } barred)
            return barred;
        return run.Obstacles.FirstOrDefault(step => step.Place == command.Place) is { } step
            ? Decision.Yes(new RunEvent.PreflightOverridden(step.Place, step.Attempt, command.By, command.Reason!))
            : NothingToOverride(run, command.Place);
    }

    /// <summary>
    /// Only where a command was certainly refused. What became of a doubtful one a person says first: a new ledger
    /// knows nothing of it.
    /// </summary>
    public static Decision Adopt(Run run, RunCommand.Adopt adopt)
    {
        if (Barred(run, adopt.By) is { } barred)
            return barred;
        if (string.IsNullOrWhiteSpace(adopt.Reason))
            return Decision.No("no-reason", "Say why the host may be adopted: the reason is kept and told to people.");
        if (run.Stuck.FirstOrDefault(step => step.Place.Host == adopt.Host) is not { } stuck)
            return Decision.No("nothing-stuck", $"Nothing on {adopt.Host} waits for a decision in run {run.Id}.");
        if (stuck.Phase == StepPhase.Unknown)
            return Decision.No(
                "unknown-first",
                $"Look at {adopt.Host} and say first what became of {stuck.Place}: "
                    + $"`resume {run.Id} --it-happened` or `--it-did-not-happen`. If "
                    + "the ledger refuses afterwards, adopt the host."
            );
        var isTaken = run.Plan!.Stage(stuck.Place.Stage).Steps.Any(step => step.Work is Work.TakeHost);
        return isTaken && stuck.Failure?.Kind == FailureKind.Refused
            ? Decision.Yes(new RunEvent.HostAdopted(stuck.Place, adopt.By, adopt.Reason))
            : Decision.No(
                "not-refused",
                $"The ledger of {adopt.Host} did not refuse. {stuck.Place}: {stuck.Failure?.Sentence}"
            );
    }

    /// <summary>By the rule of an override: whoever asked for the run cannot begin it when nobody expects it.</summary>
    public static Decision Waive(Run run, RunCommand.WaiveWindow command)
    {
        if (MayNotOverride(run, command.By, command.Reason) is { } barred)
            return barred;
        return run.Awaited is { } wait && wait.Host == command.Host
            ? Decision.Yes(new RunEvent.WindowWaived(wait.Stage, wait.Host, command.By, command.Reason!))
            : Decision.No("no-window-awaited", $"{command.Host} does not wait for a window in run {run.Id}.");
    }

    /// <summary>Whoever has any role may write a note, also when the run has ended.</summary>
    public static Decision Note(Run run, RunCommand.Note note)
    {
        if (run.Plan is null || run.Noted.Contains(note.Key))
            return Decision.Nothing;
        if (note.By.Roles.IsEmpty)
            return Decision.No("not-listed", $"{note.By.Name} is not among the people who may write notes.");
        return string.IsNullOrWhiteSpace(note.Text)
            ? Decision.No("no-text", "Say what is to be noted.")
            : Decision.Yes(new RunEvent.NoteAdded(note.Key, note.By, note.Text, note.Via));
    }

    public static Decision Abort(Run run, RunCommand.Abort abort)
    {
        var isStricter = abort.Stops && !run.StopsCommands && !run.IsSettled;
        if (run.Ending == RunStatus.Aborted && !isStricter)
            return Decision.Nothing;
        var barred = run.Ending == RunStatus.Aborted ? NotOperator(abort.By) : Barred(run, abort.By);
        return barred ?? Decision.Yes(new RunEvent.RunAborted(abort.By, abort.Reason, abort.Stops));
    }

    private static Decision? MayNotOverride(Run run, Person by, string? reason)
    {
        if (run.IsFinished)
            return Finished(run);
        if (!by.Is(Role.Approver))
            return Decision.No("not-approver", $"{by.Name} is not listed as an approver.");
        if (by.Name == run.Requester?.Name)
            return Decision.No(
                "requester",
                $"{by.Name} asked for this run; somebody else must override what stands in its way."
            );
        return string.IsNullOrWhiteSpace(reason)
            ? Decision.No("no-reason", "Say why it may go on all the same: the reason is kept and told to people.")
            : null;
    }

    public static Decision? Barred(Run run, Person by)
    {
        if (run.IsFinished)
            return Finished(run);
        return NotOperator(by);
    }

    public static Decision? NotOperator(Person by) =>
        by.Is(Role.Operator) ? null : Decision.No("not-operator", $"{by.Name} is not an operator.");

    private static Decision NothingToOverride(Run run, StepPlace place) =>
        run.Step(place) is { NeedsPerson: true } stuck
            ? Decision.No(
                "not-preflight",
                $"{place} cannot be overridden: only what a preflight found "
                    + $"can. {stuck.Failure?.Sentence ?? stuck.Doubt}"
            )
            : Decision.No("nothing-stuck", $"No preflight of run {run.Id} stands in the way at {place}.");

    private static Decision Finished(Run run) =>
        Decision.No("finished", $"Run {run.Id} has ended: {run.EndedBecause}.");

    public static bool TryPick(
        Run run,
        StepPlace? place,
        [NotNullWhen(true)] out StepProgress? step,
        [NotNullWhen(false)] out Decision? refusal
    )
    {
        var stuck = run.Stuck.ToList();
        step =
            place is { } named ? stuck.Find(one => one.Place == named)
            : stuck.Count == 1 ? stuck[0]
            : null;
        refusal = step is not null
            ? null
            : stuck.Count switch
            {
                0 => Decision.No(
                    "nothing-stuck",
                    $"Run {run.Id} is not waiting for this decision: no step failed or is unknown."
                ),
                _ => Decision.No(
                    "which-step",
                    $"Say which step is meant: {string.Join("; ", stuck.Select(one => one.Place))}."
                ),
            };
        return step is not null;
    }
}
