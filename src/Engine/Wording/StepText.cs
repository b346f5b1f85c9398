using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Wording;

/// <summary>Words for what becomes of a step: started, done, failed, tried again, unknown.</summary>
internal static class StepText
{
    private const int MaxChanges = 10;

    /// <summary>The start of a host, or of the reboot of the host that this service runs on.</summary>
    public static string Started(Run after, RunEvent.StepStarted e)
    {
        if (Milestones.StartsHost(e.Place))
        {
            var isRollback = after.Plan!.Stage(e.Place.Stage).Kind == StageKind.Rollback;
            return $"{e.Place.Host}: {(isRollback ? "rollback started" : "started")}.{LoggedIn(e)}";
        }

        return Milestones.IsReboot(after, e.Place)
            ? $"{e.Place.Host}: reboot started. OlUpgrade runs on this host: {OwnHost.Away}."
            : throw new UnreachableException($"The start of {e.Place} is not reported.");
    }

    public static string Succeeded(Run after, RunEvent.StepSucceeded e)
    {
        if (e.Place == BuiltInSteps.PlanMessage)
            return after.Plan!.Approval.Needs == 0 ? "Plan posted." : "Plan posted, waiting for approval.";
        if (AskStep.Is(e.Place))
            return GateText.Asked(Gate.AskedBy(after.Plan!, e.Place)!);
        if (e.Place == BuiltInSteps.Branch)
            return $"Created rollback branch {e.Evidence.GetValueOrDefault("branch")}: "
                + $"{string.Join("; ", BranchStart.Of(after).Select(branch => branch.Text))}. "
                + "Work on the hosts starts now.";
        if (Milestones.IsLastOnHost(after, e.Place))
            return HostDone(after, e.Place);
        return Milestones.IsReboot(after, e.Place)
            ? Rebooted(after, e)
            : throw new UnreachableException($"The success of {e.Place} is not reported.");
    }

    public static string Failed(Run after, RunEvent.StepFailed e, Door door) =>
        $"{e.Place}: failed ({StateText.Of(e.Failure.Kind)}). {e.Failure.Sentence}{Output(after, e, door)}\n"
        + WhatNow(after, e.Place, door);

    public static string RetryScheduled(Run before, Run after, RunEvent.RetryScheduled e) =>
        $"{e.Place}: failed, trying again at {Time(e.At)} (attempt {e.Attempt}). "
        + (before.Step(e.Place).Failure ?? after.Step(e.Place).Failure)?.Sentence;

    public static string Doubted(RunEvent.StepDoubted e) =>
        $"{e.Place}: lost contact. {e.Doubt} Checking whether the step happened.";

    public static string Unknown(Run after, RunEvent.StepUnknown e, Door door) =>
        after.IsFinished
            ? $"{e.Place}: unknown whether it has ended. {e.Doubt} Check the host."
            : $"{e.Place}: unknown whether it happened. {e.Doubt}\n"
                + "The run is paused. Find out what happened, then decide. "
                + ChoiceText.Of(after, after.Step(e.Place), door);

    /// <summary>
    /// Every change on a host that is done, when there are more than a message names; null otherwise.
    /// </summary>
    public static string? AllChanges(Run after, StepPlace place)
    {
        if (!Milestones.IsLastOnHost(after, place) || after.Plan!.OnlyReads)
            return null;
        var changes = ChangesOn(after, place);
        return changes.Length <= MaxChanges
            ? null
            : $"{Done(after, place)} Changed:\n\n{string.Join('\n', changes.Select(change => $"- {change}"))}";
    }

    private static string HostDone(Run run, StepPlace last)
    {
        if (run.Plan!.OnlyReads)
            return Done(run, last);
        var changes = ChangesOn(run, last);
        var more = changes.Length > MaxChanges ? $"; and {changes.Length - MaxChanges} more" : "";
        return changes.IsEmpty
            ? Done(run, last)
            : $"{Done(run, last)} Changed: {string.Join("; ", changes.Take(MaxChanges))}{more}.";
    }

    private static string Done(Run run, StepPlace last)
    {
        var steps = run.Plan!.Stage(last.Stage).Steps.Select(step => run.Step(last with { Step = step.Name })).ToList();
        var took = TimeText.Took(steps[^1].EndedAt - steps[0].StartedAt);
        return run.Plan.OnlyReads
            ? $"{last.Host}: healthy, checked in {took}."
            : $"{last.Host}: done and healthy in {took}.";
    }

    /// <summary>A version that a fact of its own already names is left out.</summary>
    private static ImmutableArray<string> ChangesOn(Run run, StepPlace place)
    {
        const string version = $"{HostVersions.VersionsFact}: ";
        var changes = HostChanges.Of(run, run.Plan!.Stage(place.Stage), place.Host);
        return
        [
            .. changes.Where(change =>
                !change.StartsWith(version, StringComparison.Ordinal) || !changes.Contains(change[version.Length..])
            ),
        ];
    }

    private static string Rebooted(Run run, RunEvent.StepSucceeded e)
    {
        var step = run.Step(e.Place);
        return $"{e.Place.Host}: rebooted in {TimeText.Took(step.EndedAt - step.StartedAt)}, "
            + $"kernel {e.Evidence.GetValueOrDefault("kernel")}, "
            + $"confirmed by a new boot ID ({e.Evidence.GetValueOrDefault("boot-id")}).";
    }

    private static string WhatNow(Run run, StepPlace failed, Door door)
    {
        if (run.IsFinished)
            return "The run has ended; nothing more happens on this host.";
        if (run.IsSetAside(failed.Host))
            return "The run continues with the other hosts.";
        return $"{HostSituation.Of(run, failed.Host)}The run is paused; no other host is touched.\n"
            + ChoiceText.Of(run, run.Step(failed), door);
    }

    private static string LoggedIn(RunEvent.StepStarted e) =>
        e.Before.GetValueOrDefault("logged-in") is { Length: > 0 } people ? $" Logged in: {people}." : "";

    private static string Output(Run run, RunEvent.StepFailed e, Door door)
    {
        if (e.Evidence.GetValueOrDefault(Outcome.OutputFact) is not { Length: > 0 } tail)
            return "";
        // The issue is public, and these lines say what is not patched yet.
        if (door == Door.Issue && run.Plan!.Step(e.Place).Work.NamesPackages)
            return "\nThe packages are named in Slack.";
        var bytes = e.Evidence.GetValueOrDefault(Outcome.OutputBytesFact);
        return
            long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var all)
            && all > Encoding.UTF8.GetByteCount(tail) + 1
            ? $"\n{OutputBlock.Of(tail)}\nAll of it ({all:N0} bytes): "
                + $"`olupgrade output {run.Id} --of {e.Place.Stage}/{e.Place.Host}/{e.Place.Step}/{e.Attempt}`"
            : $"\n{OutputBlock.Of(tail)}";
    }

    private static string Time(DateTimeOffset at) => at.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
