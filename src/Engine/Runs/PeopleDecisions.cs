using System.Diagnostics.CodeAnalysis;

namespace OlUpgrade.Runs;

/// <summary>What people decide about a run that waits for them. A decision is for one step on one host alone.</summary>
internal static class PeopleDecisions
{
    public static Decision Resume(Run run, RunCommand.Resume resume)
    {
        if (Barred(run, resume.By) is { } barred)
            return barred;
        if (run.CurrentStage is { } stage && run.Gate(stage.Name).Expired)
            return Decision.Yes(new RunEvent.ApprovalReopened(stage.Name, resume.By));
        return TryPick(run, resume.Place, out var step, out var refusal)
            ? Decision.Yes(new RunEvent.StepResumed(step.Place, step.Attempt, resume.By, resume.Reason))
            : refusal;
    }

    public static Decision Settle(Run run, RunCommand.Settle settle)
    {
        if (Barred(run, settle.By) is { } barred)
            return barred;
        if (!TryPick(run, settle.Place, out var step, out var refusal))
            return refusal;
        return step.Phase == StepPhase.Unknown
            ? Decision.Yes(new RunEvent.DoubtSettled(step.Place, step.Attempt, settle.Happened, settle.By, settle.Reason))
            : Decision.No("known", $"{step.Place} is known to have failed: {step.Failure?.Sentence} Mend it and resume, or abort.");
    }

    public static Decision Abort(Run run, RunCommand.Abort abort)
    {
        if (run.Ending == RunStatus.Aborted)
            return Decision.Nothing;
        return Barred(run, abort.By) ?? Decision.Yes(new RunEvent.RunAborted(abort.By, abort.Reason));
    }

    private static Decision? Barred(Run run, Person by)
    {
        if (run.IsFinished)
            return Decision.No("finished", $"Run {run.Id} has ended: {run.EndedBecause}.");
        return by.Is(Role.Operator) ? null : Decision.No("not-operator", $"{by.Name} is not an operator.");
    }

    private static bool TryPick(
        Run run, StepPlace? place, [NotNullWhen(true)] out StepProgress? step, [NotNullWhen(false)] out Decision? refusal)
    {
        var stuck = run.Stuck.ToList();
        step = place is { } named ? stuck.Find(one => one.Place == named) : stuck.Count == 1 ? stuck[0] : null;
        refusal = step is not null ? null : stuck.Count switch
        {
            0 => Decision.No("nothing-stuck", $"Run {run.Id} is not waiting for this decision: no step failed or is unknown."),
            _ => Decision.No("which-step", $"Say which step is meant: {string.Join("; ", stuck.Select(one => one.Place))}."),
        };
        return step is not null;
    }
}
