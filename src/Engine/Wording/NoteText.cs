using System.Diagnostics;
using System.Globalization;
using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Wording;

/// <summary>
/// What people are told about an event, in plain sentences: what happened, where, and what they may do next.
/// </summary>
internal static class NoteText
{
    private const int MaxChanges = 10;

    public static string Of(RunEvent happened, Run before, Run after) =>
        happened switch
        {
            RunEvent.StepStarted e
                when after.Plan!.Stage(e.Place.Stage).Kind == StageKind.Rollback
                    && e.Place.Step == ReservedNames.TakeStep => $"{e.Place.Host}: its way back is begun.{LoggedIn(e)}",
            RunEvent.StepStarted e when after.Plan!.Step(e.Place).Work is Runbooks.Work.Reboot =>
                $"{e.Place.Host}: its reboot is begun. The service lives on this host: {OwnHost.Away}.",
            RunEvent.StepStarted e => $"{e.Place.Host}: begun.{LoggedIn(e)}",
            RunEvent.StepSucceeded e when e.Place == BuiltInSteps.PlanMessage => after.Plan!.Approval.Needs == 0
                ? "The plan is posted."
                : "The plan is posted and waits for an approval.",
            RunEvent.StepSucceeded e when AskStep.Is(e.Place) =>
                $"{Waiting(Gate.AskedBy(after.Plan!, e.Place)!)} waits for an approval.",
            RunEvent.StepSucceeded e when e.Place == BuiltInSteps.Branch =>
                $"Rollback branch {e.Evidence.GetValueOrDefault("branch")} is made: "
                    + $"{Kept(after)}. Work on the hosts begins.{Versions(after)}",
            RunEvent.StepSucceeded e when e.Place.Step == LastStep(after, e.Place) => HostDone(after, e.Place),
            RunEvent.StepSucceeded e => Rebooted(after, e),
            RunEvent.StepFailed e => $"{e.Place}: failed ({InWords.Of(e.Failure.Kind)}). "
                + $"{e.Failure.Sentence}{Tail(e.Evidence)}\n{Choices(after, e)}",
            RunEvent.RetryScheduled e =>
                $"{e.Place}: failed ({before.Step(e.Place).Failure?.Sentence ?? after.Step(e.Place).Failure?.Sentence}) "
                    + $"and is tried again at {Time(e.At)} (attempt {e.Attempt}).",
            RunEvent.StepDoubted e => $"{e.Place}: contact was lost. {e.Doubt} The host is asked what became of it.",
            RunEvent.StepUnknown e when after.IsFinished =>
                $"{e.Place}: nobody can tell whether it has ended. {e.Doubt} Look at the host.",
            RunEvent.StepUnknown e =>
                $"{e.Place}: nobody can tell whether it happened. {e.Doubt}\nLook at the host, then say "
                    + $"`resume {after.Id} --it-happened`, `resume {after.Id} "
                    + $"--it-did-not-happen`, or `abort {after.Id}`. Nothing goes on until then.",
            RunEvent.StepResumed e when e.LooksFirst =>
                $"{e.Place}: {e.By.Name} had it go on{Because(e.Reason)}. It is begun "
                    + "again only if it is not found to be done by now.",
            RunEvent.StepResumed e => $"{e.Place}: {e.By.Name} had it go on{Because(e.Reason)}.",
            RunEvent.DoubtSettled e => $"{e.Place}: {e.By.Name} says that it "
                + $"{(e.Happened ? "happened" : "did not happen")}{Because(e.Reason)}.",
            RunEvent.PreflightOverridden e => $"{e.Place}: {e.By.Name} had it go on all the same{Because(e.Reason)}.",
            RunEvent.HostAdopted e => $"{e.Place.Host}: {e.By.Name} had it adopted{Because(e.Reason)}. "
                + "Its ledger begins anew; what it kept is set aside.",
            _ => OfGate(happened, after),
        };

    /// <summary>Windows, approvals and the end of the run.</summary>
    private static string OfGate(RunEvent happened, Run after) =>
        happened switch
        {
            RunEvent.WindowAwaited e => $"{e.Host}: not begun. {e.Why} {WaitsUntil(after, e)}",
            RunEvent.WindowWaived e => $"{e.Host}: {e.By.Name} had it begin outside the window{Because(e.Reason)}.",
            RunEvent.ClockJumped e => $"The clock of the service's machine was moved {TimeText.Took(e.By.Duration())} "
                + $"{(e.By > TimeSpan.Zero ? "forward" : "back")}. All deadlines of the run "
                + "move with it; none is nearer or farther than before.",
            RunEvent.ApprovalGiven e => Approved(after, e),
            RunEvent.ApprovalWithdrawn e => $"{e.By.Name} took the approval of {GateName(after, e.Stage)} back.",
            RunEvent.ApprovalVoided e => $"{e.By}'s approval of {GateName(after, e.Stage)} no longer counts: "
                + $"{e.Why} Somebody else must agree; nothing was begun.",
            RunEvent.ApprovalReminded e =>
                $"Still waiting for the approval of {GateName(after, e.Stage)}. Nothing goes on without it.",
            RunEvent.DecisionReminded e => $"Still waiting for a decision. {e.Place}: "
                + $"{after.Step(e.Place).Failure?.Sentence ?? after.Step(e.Place).Doubt} "
                + $"Nothing goes on without it; `status {after.Id}` shows what may be chosen.",
            RunEvent.ApprovalExpired e => $"Nobody approved {GateName(after, e.Stage)} in time. The run stands still; "
                + $"`resume {after.Id}` asks again, `abort {after.Id}` ends it.",
            RunEvent.ApprovalReopened e => $"{e.By.Name} asks again for the approval of {GateName(after, e.Stage)}.",
            RunEvent.SignalIgnored e => $"{e.By}'s signal does not count: {e.Why.Sentence}",
            RunEvent.RunRefused e =>
                $"{e.By.Name} refused {GateName(after, e.Stage)}{Because(e.Reason)}. The run has ended.",
            RunEvent.RunAborted e => $"{e.By.Name} aborted the run{Because(e.Reason)}. {Left(after)}",
            RunEvent.RunSucceeded when after.Plan!.OnlyReads =>
                $"All {after.Plan.Hosts.Length} hosts are as they should be.{Versions(after)}",
            RunEvent.RunSucceeded => Done(after),
            RunEvent.RunFailed e => $"Not as it should be: {string.Join(", ", e.Hosts)}.{Versions(after)}",
            _ => OfChoice(happened, after),
        };

    /// <summary>What people chose when it stopped, and the way back.</summary>
    private static string OfChoice(RunEvent happened, Run after) =>
        happened switch
        {
            RunEvent.StepSkipped e =>
                $"{e.Place}: {e.By.Name} had the run go on without it ({e.Reason}).{StaysOut(after, e.Place)}",
            RunEvent.StepRefused e =>
                $"{e.Place}: {after.Step(e.Place).Failure!.Sentence}\n{ChoiceText.Of(after, after.Step(e.Place))}",
            RunEvent.HostExcluded e =>
                $"{e.Host}: left out from here on, by {e.By.Name} ({e.Reason}).{StateOf(after, e.Host)}",
            RunEvent.NoteAdded { Via: RunEvent.NoteAdded.OnIssue } e => $"Note by {e.By.Name} on the issue: {e.Text}",
            RunEvent.NoteAdded e => $"Note by {e.By.Name}: {e.Text}",
            RunEvent.RunHalted e => $"{e.By.Name} had the run hold{Because(e.Reason)}. What is in hand "
                + $"ends; nothing more begins until `resume {after.Id}`.",
            RunEvent.RunResumed e => $"{e.By.Name} had the run go on{Because(e.Reason)}.",
            RunEvent.RollbackAsked e => RollbackText.Asked(after, e),
            RunEvent.RollbackPlanned => RollbackText.Planned(after),
            RunEvent.RollbackRefused e => RollbackText.Refused(after, e),
            RunEvent.HostRolledBack e =>
                $"{e.Host}: rolled back. Every fact noted before the work was read again and is what it was.",
            RunEvent.HostMixed e => RollbackText.Mixed(e),
            RunEvent.RunRolledBack e => RollbackText.Ended(after, e),
            RunEvent.BranchOffered => BranchText.Offered(after),
            RunEvent.BranchDeletionRequested e => BranchText.LetGo(after, e),
            _ => throw new UnreachableException($"No words for {happened.GetType().Name}."),
        };

    private static string Done(Run after)
    {
        var skipped = after
            .Steps.Values.Where(step => step.Phase == StepPhase.Skipped)
            .Select(step => step.Place.ToString())
            .Order(StringComparer.Ordinal)
            .ToList();
        if (after.Excluded.IsEmpty && skipped.Count == 0)
            return $"All {after.Plan!.Hosts.Length} hosts are done. The run has ended well.";
        var (hosts, all) = (after.Plan!.Hosts.Length - after.Excluded.Count, after.Plan.Hosts.Length);
        return $"{hosts} of {all} hosts are done."
            + (
                after.Excluded.IsEmpty
                    ? ""
                    : $" Left out: {string.Join(", ", after.Excluded.Order(StringComparer.Ordinal))}."
            )
            + (skipped.Count == 0 ? "" : $" Skipped: {string.Join("; ", skipped)}.");
    }

    private static string StateOf(Run run, string host) =>
        run.Plan!.Stages.Where(stage => stage.Kind == StageKind.Upgrade && stage.Hosts.Contains(host))
            .SelectMany(stage => stage.Steps.Select(step => run.Step(new(stage.Name, host, step.Name))))
            .Any(step => step.StartedAt is not null)
            ? " Work on it had begun: look after it yourself. "
                + (OutOfService.Since(run, host) is null ? "It" : "It stays out of service and")
                + " counts no more when the run takes the next host out of service."
            : " Nothing was begun there.";

    private static string StaysOut(Run run, StepPlace skipped) =>
        run.Plan!.Step(skipped).Work is Runbooks.Work.Return ? $" {skipped.Host} stays out of service." : "";

    private static string Approved(Run after, RunEvent.ApprovalGiven e)
    {
        var missing = Gate.Named(after.Plan!, e.Stage).Rule.Needs - after.Gate(e.Stage).ApprovedBy.Length;
        return $"{e.By.Name} approved {GateName(after, e.Stage)} (plan {e.Digest.Abbreviated})"
            + (missing > 0 ? $"; {missing} more needed." : ".");
    }

    private static string HostDone(Run run, StepPlace last) =>
        run.Plan!.OnlyReads
            ? Done(run, last)
            : $"{Done(run, last)}{Changed(HostChanges.Of(run, run.Plan.Stage(last.Stage), last.Host))}";

    private static string Done(Run run, StepPlace last)
    {
        var steps = run.Plan!.Stage(last.Stage).Steps.Select(step => run.Step(last with { Step = step.Name })).ToList();
        var took = TimeText.Took(steps[^1].EndedAt - steps[0].StartedAt);
        return run.Plan.OnlyReads ? $"{last.Host}: all is well, {took}." : $"{last.Host}: done and healthy, {took}.";
    }

    /// <summary>
    /// The same for the issue, where there is room for all of it and what is late must tell its time; null where there
    /// is no more to tell. What does not fit into the issue's own text is found there.
    /// </summary>
    public static string? InFull(Entry entry, Run after)
    {
        if (entry.Event is RunEvent.NoteAdded note)
            return $"Note by {note.By.Name}, {TimeText.Of(entry.At)}: {note.Text}";
        if (
            entry.Event is not RunEvent.StepSucceeded { Place: var place }
            || place.Step != LastStep(after, place)
            || after.Plan!.OnlyReads
        )
            return null;
        var changes = HostChanges.Of(after, after.Plan.Stage(place.Stage), place.Host);
        return changes.Length <= MaxChanges
            ? null
            : $"{Done(after, place)} Changed:\n\n{string.Join('\n', changes.Select(change => $"- {change}"))}";
    }

    /// <summary>The first changes; the issue has them all.</summary>
    private static string Changed(IReadOnlyCollection<string> changes) =>
        changes.Count switch
        {
            0 => "",
            <= MaxChanges => $" Changed: {string.Join("; ", changes)}.",
            _ => $" Changed: {string.Join("; ", changes.Take(MaxChanges))}; and {changes.Count - MaxChanges} more.",
        };

    private static string Kept(Run run) => string.Join("; ", BranchStart.Of(run).Select(branch => branch.InWords()));

    private static string Versions(Run run) =>
        VersionTable.Of(run) is { Length: > 0 } table ? $"\n```\n{table}```" : "";

    private static string Rebooted(Run run, RunEvent.StepSucceeded e)
    {
        var step = run.Step(e.Place);
        return $"{e.Place.Host}: rebooted, proved by a new boot ID ({e.Evidence.GetValueOrDefault("boot-id")}), "
            + $"kernel {e.Evidence.GetValueOrDefault("kernel")}, {TimeText.Took(step.EndedAt - step.StartedAt)}.";
    }

    private static string Choices(Run run, RunEvent.StepFailed e)
    {
        if (run.IsFinished)
            return "The run has ended; nothing more is done there.";
        if (run.IsSetAside(e.Place.Host))
            return "The other hosts are looked at all the same.";
        var byHand =
            e.Failure.Kind == FailureKind.NotReady
                ? $" An approver other than {run.Requester?.Name} can have it go on all the "
                    + $"same: `override {run.Id} --host {e.Place.Host} --reason …`."
                : "";
        return $"{HostSituation.Of(run, e.Place.Host)}The run is paused and touches no "
            + $"further host.{byHand}\n{ChoiceText.Of(run, run.Step(e.Place))}";
    }

    private static string WaitsUntil(Run run, RunEvent.WindowAwaited e)
    {
        var until = e.Until is { } at
            ? $"waits until {Zones.InWords(run.Plan!.Window!.Zone, at)}"
            : "waits; no such time is near";
        return $"The run {until}. An approver other than {run.Requester?.Name} can have it begin now: "
            + $"`override {run.Id} --host {e.Host} --reason …`.";
    }

    private static string Left(Run run)
    {
        var running = run
            .Steps.Values.Where(step => step.Phase == StepPhase.Started)
            .Select(step => step.Place.ToString())
            .ToList();
        return (running.Count, run.StopsCommands) switch
        {
            (0, _) => "Nothing runs on any host.",
            (_, true) => $"Being stopped, as far as it can be: {string.Join("; ", running)}.",
            _ => "Still running, and ending by itself: "
                + $"{string.Join("; ", running)}. `abort {run.Id} --stop` stops "
                + "commands.",
        };
    }

    private static string LoggedIn(RunEvent.StepStarted e) =>
        e.Before.GetValueOrDefault("logged-in") is { Length: > 0 } people ? $" Logged in there: {people}." : "";

    private static string Tail(Facts evidence) =>
        evidence.GetValueOrDefault("output") is { Length: > 0 } output ? $"\n```\n{output}\n```" : "";

    private static string GateName(Run run, string name)
    {
        if (name == ReservedNames.PrepareStage)
            return "the plan";
        return Gate.Named(run.Plan!, name).Before is { } step ? $"{step}, which nothing takes back" : $"stage {name}";
    }

    private static string Waiting(Gate gate) =>
        gate.Before is { } step ? $"{step}, which nothing takes back," : $"Stage {gate.Name}";

    private static string? LastStep(Run run, StepPlace place) =>
        run.Plan!.Stage(place.Stage) is { Kind: StageKind.Upgrade } stage ? stage.Steps[^1].Name : null;

    internal static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $" ({reason})";

    private static string Time(DateTimeOffset at) => at.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
