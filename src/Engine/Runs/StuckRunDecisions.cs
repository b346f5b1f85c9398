using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs;

/// <summary>
/// What people choose when a run stopped, or to stop it: try again, go on without a step or a host, hold. A choice is
/// for that step and host alone, and is refused to whoever did not see what somebody else chose meanwhile.
/// </summary>
internal static class StuckRunDecisions
{
    /// <summary>Within this time nobody has read what another person said.</summary>
    private static readonly TimeSpan Unread = TimeSpan.FromSeconds(10);

    /// <summary>The refusal of a choice that another person's choice has overtaken; null when none has.</summary>
    public static Decision? Overtaken(Run run, RunCommand command, DateTimeOffset now)
    {
        if (run.LastDecision is not { } last || ChooserOf(command) is not { } by)
            return null;
        var isUnseen = command.Seen is { } seen ? seen < last.Version : last.By != by.Name && now - last.At < Unread;
        return isUnseen
            ? Decision.No(
                "overtaken",
                $"{last.By} {last.What} at {last.At:HH:mm:ss} UTC. Look at `status "
                    + $"{run.Id}`, and say it again if it is still right."
            )
            : null;
    }

    /// <summary>
    /// True when what was asked for was refused because the run is elsewhere by now: who brought it there explains
    /// that.
    /// </summary>
    public static bool IsOfTheState(Run run, Decision decision) =>
        decision.Refusal?.Code switch
        {
            "nothing-stuck" or "rolling-back" => true,
            // Of any other end its own sentence says whose word it was.
            "finished" => run.Rollback is not null,
            _ => false,
        };

    public static Decision Retry(Run run, RunCommand.Retry retry)
    {
        if (OverrideDecisions.Barred(run, retry.By) is { } barred)
            return barred;
        if (!OverrideDecisions.TryPick(run, retry.Place, out var step, out var refusal))
            return refusal;
        return step.Phase == StepPhase.Unknown
            ? UnknownFirst(run, step)
            : Decision.Yes(new RunEvent.StepResumed(step.Place, step.Attempt, retry.By, retry.Reason));
    }

    public static Decision Skip(Run run, RunCommand.Skip skip)
    {
        if (OverrideDecisions.Barred(run, skip.By) is { } barred)
            return barred;
        if (!OverrideDecisions.TryPick(run, skip.Place, out var step, out var refusal))
            return refusal;
        if (string.IsNullOrWhiteSpace(skip.Reason))
            return NoReason("the step may be skipped");
        if (step.Phase == StepPhase.Unknown)
            return UnknownFirst(run, step);
        if (!MayBeSkipped(run, step.Place))
            return Decision.No(
                "needed",
                $"Without {step.Place} nothing else can be done. Mend it and say `retry {run.Id}`, or "
                    + $"`exclude {run.Id} --host {step.Place.Host}`."
            );
        if (run.Plan!.Step(step.Place).Work is Work.Return && !OutOfService.MayStay(run, step.Place.Host))
            return Decision.No(
                "too-many-out",
                $"{step.Place.Host} would stay out of service, and with it more hosts than the limit allows. "
                    + $"Mend it and say `retry {run.Id}`, or `exclude {run.Id} --host "
                    + $"{step.Place.Host}`: it then counts no more."
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
    /// Not who the host is and that it is this run's. What a preflight found is for an approver to override. The
    /// messages and the issue may be missing: in an emergency a run goes on without Slack or GitHub, by a person's
    /// word.
    /// </summary>
    public static bool MayBeSkipped(Run run, StepPlace place) =>
        run.Plan!.Step(place).Work is not (Work.TakeHost or Work.Survey or Work.Preflight);

    /// <summary>Not while something runs there: nobody would see how it ends.</summary>
    public static Decision Exclude(Run run, RunCommand.Exclude exclude)
    {
        if (OverrideDecisions.Barred(run, exclude.By) is { } barred)
            return barred;
        if (string.IsNullOrWhiteSpace(exclude.Reason))
            return NoReason("the host may be left out");
        if (!run.StagesAhead.Any(stage => stage.Hosts.Contains(exclude.Host)))
            return Decision.No("no-such-host", $"{exclude.Host} is no host of run {run.Id}.");
        if (run.Excluded.Contains(exclude.Host))
            return Decision.Nothing;
        var steps = run.Steps.Values.Where(step => step.Place.Host == exclude.Host).ToList();
        if (
            steps.Find(step => step.Phase == StepPhase.Started && run.Plan!.Step(step.Place).Work is not Work.Wait) is
            { } busy
        )
            return Decision.No(
                "at-work",
                $"{busy.Place} is at work. Say `hold {run.Id}` and exclude the host when it has ended."
            );
        if (steps.Find(step => step.Phase == StepPhase.Unknown && run.IsAhead(step.Place.Stage)) is { } doubtful)
            return UnknownFirst(run, doubtful);
        var excluded = new RunEvent.HostExcluded(exclude.Host, exclude.By, exclude.Reason);
        return run.IsRollingBack
            ? Decision.Yes(
                excluded,
                new RunEvent.HostMixed(exclude.Host, [$"left out by {exclude.By.Name}: {exclude.Reason}"])
            )
            : Decision.Yes(excluded);
    }

    public static Decision Halt(Run run, RunCommand.Halt halt)
    {
        if (run.HaltedBy is not null)
            return Decision.Nothing;
        return OverrideDecisions.Barred(run, halt.By) ?? Decision.Yes(new RunEvent.RunHalted(halt.By, halt.Reason));
    }

    public static Decision UnknownFirst(Run run, StepProgress step) =>
        Decision.No(
            "unknown-first",
            $"Nobody can tell whether {step.Place} happened. Look at the host "
                + $"and say first `resume {run.Id} --it-happened` or "
                + "`--it-did-not-happen`."
        );

    private static Decision NoReason(string why) =>
        Decision.No("no-reason", $"Say why {why}: the reason is kept and told to people.");

    // To stop is never too late: hold and abort are heard whatever was said before.
    private static Person? ChooserOf(RunCommand command) =>
        command switch
        {
            RunCommand.Resume e => e.By,
            RunCommand.Retry e => e.By,
            RunCommand.Settle e => e.By,
            RunCommand.Skip e => e.By,
            RunCommand.Exclude e => e.By,
            RunCommand.RollBack e => e.By,
            RunCommand.Adopt e => e.By,
            RunCommand.Override e => e.By,
            RunCommand.DeleteBranch e => e.By,
            _ => null,
        };
}
