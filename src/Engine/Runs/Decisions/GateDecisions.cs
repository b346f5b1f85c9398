using System.Globalization;
using OlUpgrade.Plans;
using OlUpgrade.Runs.Commands;

namespace OlUpgrade.Runs.Decisions;

/// <summary>
/// The approval rules: who may open a gate, and what becomes of other people's signals. A signal that does not count is
/// journaled once with the reason, so that the person is told.
/// </summary>
internal static class GateDecisions
{
    public static Decision Approve(Run run, PersonsCommand.Approve approve)
    {
        if (GivenBy(run, approve.Gate, approve.By).Any())
            return Decision.Nothing;
        if (NotOpen(run, approve.Gate) is { } closed)
            return closed;
        if (!approve.By.HasAccounts)
            throw new ArgumentException($"{approve.By.Name} came without an account.", nameof(approve));
        var gate = Open(run)!;
        if (!approve.By.Is(Role.Approver))
            return NotApprover(run, gate, approve.By);
        if (run.AreOne(approve.By, run.AskedBy(gate)))
            return Ignore(
                run,
                gate.Name,
                approve.By,
                "requester",
                $"{approve.By.Name} {(run.IsRollingBack ? "asked for this rollback" : "started this run")}, "
                    + "so someone else has to approve it."
            );
        if (run.Gate(gate.Name).Expired)
            return Ignore(
                run,
                gate.Name,
                approve.By,
                "expired",
                $"The question has expired. An operator asks it again with "
                    + $"{CommandTable.Resume.Typed(approve.Door, run.Id)}."
            );
        if (approve.Digest is { } seen && seen != run.PlanDigest)
            return Decision.No(
                "plan-changed",
                $"The approval is of {seen.Abbreviated}, but run {run.Id} asks for "
                    + $"{CommandText.Approve(approve.Door, run, gate.Name)}."
            );
        return Decision.Yes(
            new RunEvent.ApprovalGiven(gate.Name, run.PlanDigest!.Value, approve.By, approve.Via, approve.IsReaction)
        );
    }

    public static Decision Withdraw(Run run, PersonsCommand.Withdraw withdraw)
    {
        if (run.IsFinished)
            return withdraw.IsReaction ? Decision.Nothing : Entitlement.Finished(run);
        if ((withdraw.Gate ?? LastApprovedBy(run, withdraw.By)) is not { } name || !MayTakeBack(run, name, withdraw))
            return withdraw.IsReaction
                ? Decision.Nothing
                : Decision.No(
                    "not-approved",
                    $"{withdraw.By.Name} has approved nothing in run {run.Id} that could be taken back."
                );
        return HasStarted(run, Gate.Named(run.Plan!, name))
            ? Ignore(
                run,
                name,
                withdraw.By,
                "too-late",
                $"{withdraw.By.Name} took the approval back after work had started, so it still counts. Abort the run "
                    + "to stop it."
            )
            : Decision.Yes(new RunEvent.ApprovalWithdrawn(name, withdraw.By, withdraw.Via));
    }

    /// <summary>What is in flight ends; nothing more begins until somebody else has approved.</summary>
    public static Decision Void(Run run, RunCommand.VoidApproval voided) =>
        run.IsFinished || !GivenBy(run, voided.Gate, voided.By).Any()
            ? Decision.Nothing
            : Decision.Yes(new RunEvent.ApprovalVoided(voided.Gate, voided.By.Name, voided.Why, voided.By.Accounts));

    /// <summary>
    /// A refusal ends what was asked about: the run, its rollback, or the irreversible step.
    /// </summary>
    public static Decision Refuse(Run run, PersonsCommand.Refuse refuse)
    {
        if (NotOpen(run, refuse.Gate ?? Open(run)?.Name) is { } closed)
            return closed;
        var gate = Open(run)!;
        if (!refuse.By.Is(Role.Approver))
            return NotApprover(run, gate, refuse.By);
        if (gate.Before is { } step)
            return Decision.Yes(new RunEvent.StepRefused(step, run.Step(step).Attempt, refuse.By, refuse.Reason));
        return Decision.Yes(
            run.IsRollingBack
                ? new RunEvent.RollbackRefused(gate.Name, refuse.By, refuse.Reason)
                : new RunEvent.RunRefused(gate.Name, refuse.By, refuse.Reason)
        );
    }

    public static Decision Remind(Run run, RunCommand.Remind remind) =>
        Open(run)?.Name == remind.Gate && run.Gate(remind.Gate).Reminders < remind.Reminder
            ? Decision.Yes(new RunEvent.ApprovalReminded(remind.Gate, remind.Reminder))
            : Decision.Nothing;

    public static Decision Expire(Run run, RunCommand.Expire expire, DateTimeOffset now)
    {
        var answers = run.Gate(expire.Gate);
        var isOver = Open(run) is { } gate && gate.Name == expire.Gate && now >= answers.AskedAt + gate.Rule.Expires;
        return isOver && !answers.Expired ? Decision.Yes(new RunEvent.ApprovalExpired(expire.Gate)) : Decision.Nothing;
    }

    /// <summary>A reaction that is taken back takes back only what was given with it.</summary>
    private static bool MayTakeBack(Run run, string gate, PersonsCommand.Withdraw withdraw) =>
        GivenBy(run, gate, withdraw.By).Any(given => !withdraw.IsReaction || given.IsReaction != false);

    private static string? LastApprovedBy(Run run, Person person) =>
        run
            .Gates.Values.SelectMany(gate => GivenBy(run, gate.Stage, person).Select(given => (gate.Stage, given.At)))
            .OrderBy(given => given.At)
            .Select(given => given.Stage)
            .LastOrDefault();

    private static IEnumerable<Approval> GivenBy(Run run, string gate, Person person) =>
        run.Gate(gate).Approvals.Where(given => run.AreOne(given.By, person));

    /// <summary>The gate whose question is posted and still open.</summary>
    public static Gate? Open(Run run) =>
        run.CurrentGate is { } gate && run.Gate(gate.Name).AskedAt is not null ? gate : null;

    private static Decision? NotOpen(Run run, string? gate)
    {
        if (run.IsFinished)
            return Entitlement.Finished(run);
        if (Open(run) is not { } open)
            return Decision.No("nothing-asked", $"Run {run.Id} is not waiting for an approval.");
        return gate == open.Name
            ? null
            : Decision.No(
                "other-question",
                $"Run {run.Id} is waiting for the approval of \"{open.Name}\", not of \"{gate}\"."
            );
    }

    /// <summary>
    /// True once work that the gate allows has started, in its stage or after it: its approvals are not taken back any
    /// more. Reading is no work.
    /// </summary>
    internal static bool HasStarted(Run run, Gate gate)
    {
        if (gate.Before is { } step)
            return run.Step(step).StartedAt is not null;
        var allowed = run.Plan!.Stages.SkipWhile(stage => stage.Name != gate.Name).Select(stage => stage.Name);
        return run.IsOpen(gate)
            && run.Steps.Values.Any(step =>
                step.StartedAt is not null && allowed.Contains(step.Place.Stage) && run.IsEffect(step.Place)
            );
    }

    private static Decision NotApprover(Run run, Gate gate, Person by) =>
        Ignore(run, gate.Name, by, "not-approver", $"{by.Name} is not listed as an approver.");

    private static Decision Ignore(Run run, string gate, Person by, string code, string sentence)
    {
        var why = new Refusal(code, sentence);
        var isKnown = run.Ignored.Contains(IgnoredKey(run, gate, by.Name, code));
        return isKnown ? new Decision([], why) : new Decision([new RunEvent.SignalIgnored(gate, by.Name, why)], why);
    }

    /// <summary>A refusal is reported once each time that the question is asked.</summary>
    public static string IgnoredKey(Run run, string gate, string by, string code) =>
        string.Join(
            '/',
            gate,
            run.Gate(gate).AskedAt?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            by,
            code
        );
}
