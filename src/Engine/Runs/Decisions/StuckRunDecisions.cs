using System.Diagnostics.CodeAnalysis;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs.Commands;

namespace OlUpgrade.Runs.Decisions;

/// <summary>
/// Decisions about a stuck run: resume, retry, settle, skip, exclude. Each is for one step on one host alone.
/// </summary>
internal static class StuckRunDecisions
{
    public static Decision Resume(Run run, PersonsCommand.Resume resume)
    {
        if (Entitlement.NotEntitled(run, resume.By) is { } refused)
            return refused;
        if (run.HaltedBy is not null)
            return ResumeHeld(run, resume);
        if (run.CurrentGate is { } gate && run.Gate(gate.Name).Expired)
            return Decision.Yes(new RunEvent.ApprovalReopened(gate.Name, resume.By));
        if (!TryPick(run, resume.Place, out var step, out var refusal))
            return refusal;
        var wasStarted = step is { Phase: StepPhase.Failed, StartedAt: not null };
        var looksFirst = wasStarted && run.Plan!.Step(step.Place).Work.LeavesTrace;
        return Decision.Yes(new RunEvent.StepResumed(step.Place, step.Attempt, resume.By, resume.Reason, looksFirst));
    }

    /// <summary>One command resumes both a run on hold and a step that had failed in it.</summary>
    private static Decision ResumeHeld(Run run, PersonsCommand.Resume resume)
    {
        var resumed = new RunEvent.RunResumed(resume.By, resume.Reason);
        var step = run.Stuck.Any() ? Resume(run with { HaltedBy = null }, resume).Events : [];
        return Decision.Yes([resumed, .. step]);
    }

    public static Decision Retry(Run run, PersonsCommand.Retry retry)
    {
        if (Entitlement.NotEntitled(run, retry.By) is { } refused)
            return refused;
        if (!TryPick(run, retry.Place, out var step, out var refusal))
            return refusal;
        return step.Phase == StepPhase.Unknown
            ? UnknownFirst(run, retry, step)
            : Decision.Yes(new RunEvent.StepResumed(step.Place, step.Attempt, retry.By, retry.Reason));
    }

    public static Decision Settle(Run run, PersonsCommand.Settle settle)
    {
        if (Entitlement.NotEntitled(run, settle.By) is { } refused)
            return refused;
        if (!TryPick(run, settle.Place, out var step, out var refusal))
            return refusal;
        return step.Phase == StepPhase.Unknown
            ? Decision.Yes(
                new RunEvent.DoubtSettled(step.Place, step.Attempt, settle.Happened, settle.By, settle.Reason)
            )
            : Decision.No(
                "known",
                $"{step.Place} is known to have failed: {step.Failure?.Sentence} Fix it and resume, or abort."
            );
    }

    public static Decision Skip(Run run, PersonsCommand.Skip skip)
    {
        if (Entitlement.NotEntitled(run, skip.By) is { } refused)
            return refused;
        if (!TryPick(run, skip.Place, out var step, out var refusal))
            return refusal;
        if (string.IsNullOrWhiteSpace(skip.Reason))
            return Entitlement.NoReason("the step may be skipped");
        if (run.Plan!.Step(step.Place).Work is Work.Confirm && Entitlement.MayNotConfirm(run, skip.By) is { } own)
            return own;
        if (step.Phase == StepPhase.Unknown)
            return UnknownFirst(run, skip, step);
        if (run.Plan!.Step(step.Place).Work is Work.Preflight && step.Failure?.Kind == FailureKind.NotReady)
            return Decision.No(
                "needed",
                $"A preflight is not skipped. {CommandTable.Override.Typed(skip.Door, run.Id, step.Place.Host)}, by an "
                    + $"approver other than {run.Requester?.Name}, lets {step.Place.Host} begin all the same. "
                    + $"Or fix it, then {RetryOrExclude(run, skip, step)}."
            );
        if (!MayBeSkipped(run, step.Place))
            return Decision.No(
                "needed",
                $"Nothing else can be done without {step.Place}. Fix it, then {RetryOrExclude(run, skip, step)}."
            );
        if (run.Plan!.Step(step.Place).Work is Work.Return && !OutOfService.MayStay(run, step.Place.Host))
            return Decision.No(
                "too-many-out",
                $"{step.Place.Host} would stay out of service, and with it more hosts than the limit allows. "
                    + $"Fix it, then {RetryOrExclude(run, skip, step)}, so that it no longer counts toward the limit."
            );
        var skipped = new RunEvent.StepSkipped(step.Place, step.Attempt, skip.By, skip.Reason);
        return run.Plan!.Step(step.Place).Work is Work.Prove
            ? Decision.Yes(
                skipped,
                new RunEvent.HostMixed(step.Place.Host, ["nobody compared it with what was noted before the work"])
            )
            : Decision.Yes(skipped);
    }

    /// <summary>
    /// False for the steps that identify the host and take it, and for a preflight, which an approver overrides. Posts
    /// to Slack and GitHub may be skipped, so that an emergency does not depend on either.
    /// </summary>
    public static bool MayBeSkipped(Run run, StepPlace place) =>
        run.Plan!.Step(place).Work is not (Work.TakeHost or Work.Survey or Work.Preflight);

    /// <summary>Refused while a step runs on the host: its outcome would be lost.</summary>
    public static Decision Exclude(Run run, PersonsCommand.Exclude exclude)
    {
        if (Entitlement.NotEntitled(run, exclude.By) is { } refused)
            return refused;
        if (string.IsNullOrWhiteSpace(exclude.Reason))
            return Entitlement.NoReason("the host may be left out");
        if (!run.StagesAhead.Any(stage => stage.Hosts.Contains(exclude.Host)))
            return Decision.No("no-such-host", $"Run {run.Id} has no host {exclude.Host}.");
        if (run.Excluded.Contains(exclude.Host))
            return Decision.Nothing;
        var steps = run.Steps.Values.Where(step => step.Place.Host == exclude.Host).ToList();
        if (steps.Find(step => IsRunning(run, step)) is { } busy)
            return Decision.No(
                "at-work",
                $"{busy.Place} is running. Say {CommandTable.Hold.Typed(exclude.Door, run.Id)}, and exclude the host "
                    + "when the step has ended."
            );
        if (steps.Find(step => step.Phase == StepPhase.Unknown && run.IsAhead(step.Place.Stage)) is { } unknown)
            return UnknownFirst(run, exclude, unknown);
        var excluded = new RunEvent.HostExcluded(exclude.Host, exclude.By, exclude.Reason);
        return run.IsRollingBack
            ? Decision.Yes(
                excluded,
                new RunEvent.HostMixed(exclude.Host, [$"left out by {exclude.By.Name}: {exclude.Reason}"])
            )
            : Decision.Yes(excluded);
    }

    private static bool IsRunning(Run run, StepProgress step) =>
        step.Phase == StepPhase.Started && run.Plan!.Step(step.Place).Work is not Work.Wait;

    private static Decision UnknownFirst(Run run, PersonsCommand command, StepProgress step) =>
        Decision.No(
            "unknown-first",
            $"It is not known whether {step.Place} happened. Look at the host, then say "
                + $"{OverrideDecisions.Settling(run, command)}."
        );

    private static string RetryOrExclude(Run run, PersonsCommand command, StepProgress step) =>
        $"{CommandTable.Retry.Typed(command.Door, run.Id)}, or "
        + CommandTable.Exclude.Typed(command.Door, run.Id, step.Place.Host);

    private static bool TryPick(
        Run run,
        StepPlace? place,
        [NotNullWhen(true)] out StepProgress? step,
        [NotNullWhen(false)] out Decision? refusal
    )
    {
        var stuck = run.Stuck.ToList();
        step = place is { } named ? stuck.Find(one => one.Place == named) : null;
        if (place is null && stuck.Count == 1)
            step = stuck[0];
        refusal = step is not null ? null : NotPicked(run, stuck);
        return step is not null;
    }

    private static Decision NotPicked(Run run, IReadOnlyCollection<StepProgress> stuck) =>
        stuck.Count == 0
            ? Decision.No(
                "nothing-stuck",
                $"Run {run.Id} is not waiting for this decision: no step failed or is unknown."
            )
            : Decision.No(
                "which-step",
                $"Say which step you mean: {string.Join("; ", stuck.Select(one => one.Place))}."
            );
}
