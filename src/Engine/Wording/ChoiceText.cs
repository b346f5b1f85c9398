using System.Collections.Immutable;
using System.Diagnostics;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
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

    public static string Of(Run run, StepProgress stuck, Door door)
    {
        var choices = stuck.Phase == StepPhase.Unknown ? AboutUnknown : RunChoices.About(run, stuck);
        return $"{ChooseHere(door)}\n{string.Join('\n', choices.Select(choice => Line(run, stuck, choice, door)))}";
    }

    private static string ChooseHere(Door door) =>
        door switch
        {
            // Slack takes no slash command in a thread.
            Door.Slack => "Press a button on the run's first message, or type in the channel:",
            Door.Issue => "Decide in Slack, or on the command line:",
            Door.CommandLine => "What you can do:",
            _ => throw new UnreachableException($"No one reads choices through {door}."),
        };

    private static string Line(Run run, StepProgress stuck, RunChoice choice, Door door)
    {
        var host = stuck.Place.Host == StepPlace.NoHost ? null : stuck.Place.Host;
        var isOnly = !run.Stuck.Skip(1).Any();
        return choice switch
        {
            RunChoice.Resume => Resume(run, stuck, Typed(CommandTable.Resume)),
            RunChoice.Retry => $"{Typed(CommandTable.Retry)}: run the step again"
                + (run.Plan!.Step(stuck.Place).Work.LeavesTrace ? ", even if it is already done" : ""),
            RunChoice.ItHappened => $"{Typed(CommandTable.Resume, CommandTable.ItHappened)}: "
                + "it happened, continue after it",
            RunChoice.ItDidNotHappen => $"{Typed(CommandTable.Resume, CommandTable.ItDidNotHappen)}: "
                + "it did not happen, run it now",
            RunChoice.Override => $"{Typed(CommandTable.Override)}: "
                + $"{Overridden(run, stuck)} (an approver other than {run.Requester?.Name})",
            RunChoice.Skip => $"{Typed(CommandTable.Skip)}: " + WithoutIt(run, stuck.Place, door),
            RunChoice.Exclude => $"{Typed(CommandTable.Exclude)}: "
                + $"leave {host} as it is and continue with the other hosts{StaysDown(run, stuck.Place.Host)}",
            RunChoice.RollBack => RollBack(run, door),
            RunChoice.Abort => $"{Typed(CommandTable.Abort)}: end the run and leave every host as it is",
            _ => throw new UnreachableException($"{choice} is not a choice about a step."),
        };

        string Typed(CommandSyntax command, string? flag = null) =>
            command.Typed(door, run.Id, IsNamed(command.Host) ? host : null, flag: flag);

        // The only step that waits need not be named.
        bool IsNamed(Requirement named) => named == Requirement.Required || (named == Requirement.Optional && !isOnly);
    }

    private static string Resume(Run run, StepProgress stuck, string command)
    {
        if (stuck.Phase == StepPhase.Unknown)
            return $"{command}: check once more whether it happened";
        return LooksFirst(run, stuck)
            ? $"Fixed it? {command}: a step that is already done is not repeated"
            : $"Fixed it? {command}: the step runs again";
    }

    private static string RollBack(Run run, Door door)
    {
        var touched = RollbackPlanner.Touched(run);
        return $"{CommandTable.RollBack.Typed(door, run.Id, target: RollbackDecisions.Everything)}: "
            + $"roll back {string.Join(", ", touched)}{WayBackText.HowLong(run.Plan!, touched.Length)}";
    }

    private static bool LooksFirst(Run run, StepProgress stuck) =>
        stuck.StartedAt is not null
        && run.Plan!.Step(stuck.Place).Work is Work.Reboot or { Scripts.Probe: not null } or Work.Containers;

    private static string Overridden(Run run, StepProgress stuck) =>
        run.Plan!.Step(stuck.Place).Work is Work.TakeHost
            ? $"take {stuck.Place.Host} in spite of the limit"
            : "override the preflight";

    private static string StaysDown(Run run, string host) =>
        OutOfService.Since(run, host) is null ? "" : "; it stays down and no longer counts toward the limit";

    private static string WithoutIt(Run run, StepPlace place, Door door)
    {
        if (Gate.AskedBy(run.Plan!, place) is { } asked)
            return "do not ask in Slack; the run waits until someone other than "
                + $"{run.Requester?.Name} approves with "
                + CommandText.Approve(door, run, asked.Name);
        if (run.Plan!.Step(place).Work is Work.Confirm)
            return $"continue with what was approved (an approver other than {run.Requester?.Name})";
        return place.Host == StepPlace.NoHost
            ? "continue without this step"
            : $"continue without this step on {place.Host}"
                + (run.Plan!.Step(place).Work is Work.Return ? ", which stays out of service" : "");
    }
}
