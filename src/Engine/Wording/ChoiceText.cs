using System.Collections.Immutable;
using System.Diagnostics;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Wording;

/// <summary>The choices about a step that waits for a person, one line each: the command and what it does.</summary>
public static class ChoiceText
{
    private static readonly ImmutableArray<RunChoice> AboutUnknown =
    [
        RunChoice.ItHappened,
        RunChoice.ItDidNotHappen,
        RunChoice.Resume,
        RunChoice.Abort,
    ];

    public static string Of(Run run, StepProgress stuck, CommandWords words)
    {
        var choices = stuck.Phase == StepPhase.Unknown ? AboutUnknown : RunChoices.About(run, stuck);
        return $"{words.ChooseHere}\n{string.Join('\n', choices.Select(choice => Line(run, stuck, choice, words)))}";
    }

    private static string Line(Run run, StepProgress stuck, RunChoice choice, CommandWords words)
    {
        var host = stuck.Place.Host == StepPlace.NoHost ? null : stuck.Place.Host;
        // One step that waits need not be named.
        var which = run.Stuck.Skip(1).Any() ? host : null;
        return choice switch
        {
            RunChoice.Resume => Resume(run, stuck, words.Of("resume", run.Id, host: which)),
            RunChoice.Retry => $"{words.Of("retry", run.Id, host: which)}: run the step again"
                + (run.Plan!.Step(stuck.Place).Work.LeavesTrace ? ", even if it is already done" : ""),
            RunChoice.ItHappened => $"{words.Of("resume", run.Id, host: which, flag: "it-happened")}: "
                + "it happened, continue after it",
            RunChoice.ItDidNotHappen => $"{words.Of("resume", run.Id, host: which, flag: "it-did-not-happen")}: "
                + "it did not happen, run it now",
            RunChoice.Override => $"{words.Of("override", run.Id, host: host, needsReason: true)}: "
                + $"override the preflight (an approver other than {run.Requester?.Name})",
            RunChoice.Skip => $"{words.Of("skip", run.Id, host: which, needsReason: true)}: "
                + WithoutIt(run, stuck.Place, words),
            RunChoice.Exclude => $"{words.Of("exclude", run.Id, host: host, needsReason: true)}: "
                + $"leave {host} as it is and continue with the other hosts{StaysDown(run, stuck.Place.Host)}",
            RunChoice.RollBack => RollBack(run, words),
            RunChoice.Abort => $"{words.Of("abort", run.Id)}: end the run and leave every host as it is",
            _ => throw new UnreachableException($"{choice} is not a choice about a step."),
        };
    }

    private static string Resume(Run run, StepProgress stuck, string command)
    {
        if (stuck.Phase == StepPhase.Unknown)
            return $"{command}: check once more whether it happened";
        return LooksFirst(run, stuck)
            ? $"Fixed it? {command}: a step that is already done is not repeated"
            : $"Fixed it? {command}: the step runs again";
    }

    private static string RollBack(Run run, CommandWords words)
    {
        var touched = RollbackPlanner.Touched(run);
        return $"{words.Of("rollback", run.Id, target: RollbackDecisions.Everything)}: "
            + $"roll back {string.Join(", ", touched)}{WayBackText.HowLong(run.Plan!, touched.Length)}";
    }

    private static bool LooksFirst(Run run, StepProgress stuck) =>
        stuck.StartedAt is not null
        && run.Plan!.Step(stuck.Place).Work is Work.Reboot or { Scripts.Probe: not null } or Work.Containers;

    private static string StaysDown(Run run, string host) =>
        OutOfService.Since(run, host) is null ? "" : "; it stays down and no longer counts toward the limit";

    private static string WithoutIt(Run run, StepPlace place, CommandWords words)
    {
        if (Gate.AskedBy(run.Plan!, place) is not null)
            return "do not ask in Slack; the run waits until someone other than "
                + $"{run.Requester?.Name} approves with {words.Approve(run)}";
        return place.Host == StepPlace.NoHost
            ? "continue without this step"
            : $"continue without this step on {place.Host}"
                + (run.Plan!.Step(place).Work is Work.Return ? ", which stays out of service" : "");
    }
}
