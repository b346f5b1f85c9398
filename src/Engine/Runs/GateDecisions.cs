using System.Globalization;

namespace OlUpgrade.Runs;

/// <summary>
/// The approval rules: who may open a gate, and what becomes of everybody else's signal. A signal that does not count
/// is journaled once, with the reason, so that the person hears it.
/// </summary>
internal static class GateDecisions
{
    public static Decision Approve(Run run, RunCommand.Approve approve)
    {
        var gate = approve.Stage ?? OpenGate(run)?.Name;
        if (gate is not null && run.Gate(gate).ApprovedBy.Contains(approve.By.Name))
            return Decision.Nothing;
        if (NotOpen(run, gate) is { } closed)
            return closed;
        var asked = run.Gate(gate!);
        if (!approve.By.Is(Role.Approver))
            return Ignore(run, gate!, approve.By, "not-approver", $"{approve.By.Name} is not listed as an approver.");
        if (approve.By.Name == run.AskedBy(gate!).Name)
            return Ignore(run, gate!, approve.By, "requester", $"{approve.By.Name} asked for this {(run.IsRollingBack ? "rollback" : "run")}; somebody else must agree to it.");
        if (asked.Expired)
            return Ignore(run, gate!, approve.By, "expired", "The question has expired; an operator can have it asked again with resume.");
        if (approve.Digest is { } seen && seen != run.PlanDigest)
            return Decision.No("plan-changed", $"The approval is of plan {seen.Abbreviated}, but the plan is {run.PlanDigest!.Value.Abbreviated}.");
        return Decision.Yes(new RunEvent.ApprovalGiven(gate!, run.PlanDigest!.Value, approve.By, approve.Via));
    }

    public static Decision Withdraw(Run run, RunCommand.Withdraw withdraw)
    {
        var stage = run.Plan?.Stages.FirstOrDefault(stage => stage.Name == withdraw.Stage);
        var counted = run.Gate(withdraw.Stage).ApprovedBy.Contains(withdraw.By.Name);
        if (stage is null || !counted || run.IsFinished)
            return Decision.Nothing;
        return HasBegun(run, stage)
            ? Ignore(run, stage.Name, withdraw.By, "too-late", $"{withdraw.By.Name} took the approval back after work had begun; it still stands. Abort the run to stop it.")
            : Decision.Yes(new RunEvent.ApprovalWithdrawn(stage.Name, withdraw.By, withdraw.Via));
    }

    public static Decision Refuse(Run run, RunCommand.Refuse refuse)
    {
        var gate = refuse.Stage ?? OpenGate(run)?.Name;
        if (NotOpen(run, gate) is { } closed)
            return closed;
        return refuse.By.Is(Role.Approver)
            ? Decision.Yes(new RunEvent.RunRefused(gate!, refuse.By, refuse.Reason))
            : Ignore(run, gate!, refuse.By, "not-approver", $"{refuse.By.Name} is not listed as an approver.");
    }

    public static Decision Remind(Run run, RunCommand.Remind remind) =>
        OpenGate(run)?.Name == remind.Stage && run.Gate(remind.Stage).Reminders < remind.Reminder
            ? Decision.Yes(new RunEvent.ApprovalReminded(remind.Stage, remind.Reminder))
            : Decision.Nothing;

    public static Decision Expire(Run run, RunCommand.Expire expire, DateTimeOffset now)
    {
        var gate = run.Gate(expire.Stage);
        var isOver = OpenGate(run) is { } stage && stage.Name == expire.Stage && now >= gate.AskedAt + stage.Gate!.Expires;
        return isOver && !gate.Expired ? Decision.Yes(new RunEvent.ApprovalExpired(expire.Stage)) : Decision.Nothing;
    }

    /// <summary>The stage whose question is posted and not answered yet.</summary>
    public static PlannedStage? OpenGate(Run run) =>
        !run.IsFinished && run.CurrentStage is { Gate: not null } stage && !run.IsOpen(stage) && run.Gate(stage.Name).AskedAt is not null
            ? stage
            : null;

    private static Decision? NotOpen(Run run, string? gate)
    {
        if (run.IsFinished)
            return Decision.No("finished", $"Run {run.Id} has ended: {run.EndedBecause}.");
        if (OpenGate(run) is not { } open)
            return Decision.No("nothing-asked", $"Run {run.Id} is not waiting for an approval.");
        return gate == open.Name
            ? null
            : Decision.No("other-question", $"Run {run.Id} is waiting for the approval of \"{open.Name}\", not of \"{gate}\".");
    }

    private static bool HasBegun(Run run, PlannedStage stage) =>
        run.IsOpen(stage) && stage.Places.Any(host =>
            stage.Steps.Any(step => run.Step(new(stage.Name, host, step.Name)).StartedAt is not null));

    private static Decision Ignore(Run run, string stage, Person by, string code, string sentence)
    {
        var why = new Refusal(code, sentence);
        var told = run.Ignored.Contains(IgnoredKey(run, stage, by.Name, code));
        return told ? new Decision([], why) : new Decision([new RunEvent.SignalIgnored(stage, by.Name, why)], why);
    }

    /// <summary>A refusal is told once each time that the question is asked.</summary>
    public static string IgnoredKey(Run run, string stage, string by, string code) =>
        string.Join('/', stage, run.Gate(stage).AskedAt?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), by, code);
}
