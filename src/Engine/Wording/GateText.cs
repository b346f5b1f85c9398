using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;

namespace OlUpgrade.Wording;

/// <summary>Words for approvals: asked, given, withdrawn, void, expired, not counted.</summary>
internal static class GateText
{
    public static string Asked(Gate gate) =>
        gate.Before is { } step
            ? $"{step}: waiting for approval, because it can't be undone."
            : $"Stage {gate.Name} is waiting for approval.";

    public static string Approved(Run after, RunEvent.ApprovalGiven e)
    {
        var gate = Gate.Named(after.Plan!, e.Stage);
        // An entry of a release that knew only names is worded as it was then.
        var given = e.By.HasAccounts ? after.Consents(gate) : after.Gate(e.Stage).Approvals.Length;
        var missing = gate.Rule.Needs - given;
        return $"{e.By.Name} approved {NameOf(after, e.Stage)} (plan {e.Digest.Abbreviated})"
            + (missing > 0 ? $"; {missing} more needed." : ".");
    }

    public static string Withdrawn(Run after, RunEvent.ApprovalWithdrawn e) =>
        $"{e.By.Name} withdrew the approval of {NameOf(after, e.Stage)}.";

    public static string Voided(Run after, RunEvent.ApprovalVoided e) =>
        $"{e.By}'s approval of {NameOf(after, e.Stage)} no longer counts: {e.Why} "
        + "Someone else has to approve it; nothing was started.";

    public static string Reminded(Run after, RunEvent.ApprovalReminded e) =>
        $"Still waiting for approval of {NameOf(after, e.Stage)}. Nothing happens until it is approved.";

    public static string Expired(Run after, RunEvent.ApprovalExpired e, Door door) =>
        $"No one approved {NameOf(after, e.Stage)} in time, so the run stands still. "
        + $"{CommandTable.Resume.Typed(door, after.Id)} asks again, "
        + $"{CommandTable.Abort.Typed(door, after.Id)} ends the run.";

    public static string Reopened(Run after, RunEvent.ApprovalReopened e) =>
        $"{e.By.Name} asked again for approval of {NameOf(after, e.Stage)}.";

    public static string Ignored(RunEvent.SignalIgnored e) => $"{e.By}: not counted. {e.Why.Sentence}";

    /// <summary>What the gate is about: the plan, a stage, or a step.</summary>
    public static string NameOf(Run run, string name)
    {
        if (name == ReservedNames.PrepareStage)
            return "the plan";
        return Gate.Named(run.Plan!, name).Before is { } step ? $"{step} (can't be undone)" : $"stage {name}";
    }
}
