using OlUpgrade.Runbooks;
using OlUpgrade.Runs.Commands;

namespace OlUpgrade.Runs.Decisions;

/// <summary>
/// Decisions that remove an obstacle: a preflight, a window, a ledger that refuses. Each is for one host alone.
/// </summary>
internal static class OverrideDecisions
{
    /// <summary>The requester may not override the obstacles of their own run.</summary>
    public static Decision Override(Run run, PersonsCommand.Override command)
    {
        if (Entitlement.MayNotOverride(run, command.By, command.Reason) is { } refused)
            return refused;
        return run.Obstacles.FirstOrDefault(step => step.Place == command.Place) is { } step
            ? Decision.Yes(new RunEvent.PreflightOverridden(step.Place, step.Attempt, command.By, command.Reason!))
            : NothingToOverride(run, command.Place);
    }

    /// <summary>As for an override, the requester may not waive the window.</summary>
    public static Decision Waive(Run run, PersonsCommand.WaiveWindow command)
    {
        if (Entitlement.MayNotOverride(run, command.By, command.Reason) is { } refused)
            return refused;
        return run.Awaited is { } wait && wait.Host == command.Host
            ? Decision.Yes(new RunEvent.WindowWaived(wait.Stage, wait.Host, command.By, command.Reason!))
            : Decision.No("no-window-awaited", $"{command.Host} does not wait for a window in run {run.Id}.");
    }

    /// <summary>
    /// Only after a certain refusal. An unknown step must be settled first, because a new ledger knows nothing of it.
    /// </summary>
    public static Decision Adopt(Run run, PersonsCommand.Adopt adopt)
    {
        if (Entitlement.NotEntitled(run, adopt.By) is { } refused)
            return refused;
        if (string.IsNullOrWhiteSpace(adopt.Reason))
            return Entitlement.NoReason("the host may be adopted");
        if (run.Stuck.FirstOrDefault(step => step.Place.Host == adopt.Host) is not { } stuck)
            return Decision.No("nothing-stuck", $"Nothing on {adopt.Host} waits for a decision in run {run.Id}.");
        if (stuck.Phase == StepPhase.Unknown)
            return Decision.No(
                "unknown-first",
                $"First look at {adopt.Host} and say whether {stuck.Place} happened: {Settling(run, adopt)}. If the "
                    + "ledger refuses afterwards, adopt the host."
            );
        var isTaken = run.Plan!.Stage(stuck.Place.Stage).Steps.Any(step => step.Work is Work.TakeHost);
        return isTaken && stuck.Failure?.Kind == FailureKind.Refused
            ? Decision.Yes(new RunEvent.HostAdopted(stuck.Place, adopt.By, adopt.Reason))
            : Decision.No(
                "not-refused",
                $"The ledger of {adopt.Host} did not refuse. {stuck.Place}: {stuck.Failure?.Sentence}"
            );
    }

    /// <summary>The two commands that settle an unknown step, as the person's door spells them.</summary>
    public static string Settling(Run run, PersonsCommand command) =>
        $"{CommandTable.Resume.Typed(command.Door, run.Id, flag: CommandTable.ItHappened)} or "
        + CommandTable.Resume.Typed(command.Door, run.Id, flag: CommandTable.ItDidNotHappen);

    private static Decision NothingToOverride(Run run, StepPlace place) =>
        run.Step(place) is { NeedsPerson: true } stuck
            ? Decision.No(
                "not-preflight",
                $"{place} cannot be overridden: only what a preflight found can. "
                    + (stuck.Failure?.Sentence ?? stuck.Doubt)
            )
            : Decision.No("nothing-stuck", $"No preflight of run {run.Id} stands in the way at {place}.");
}
