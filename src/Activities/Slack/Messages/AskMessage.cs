using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Wording;

namespace OlUpgrade.Slack.Messages;

/// <summary>
/// The question before a stage that wants an approval of its own, a rollback, or a step that nothing takes back.
/// </summary>
public static class AskMessage
{
    public static string Of(Run run, Gate gate) =>
        $"{Question(run, gate)}\n{ApprovalText.Of(run, gate.Rule, run.AskedBy(gate))}";

    private static string Question(Run run, Gate gate)
    {
        if (gate.Before is { } step)
            return ForGood(run, step);
        var stage = run.Plan!.Stage(gate.Name);
        if (stage.Kind != StageKind.Rollback)
            return Forward(run, stage);
        return run.Rollback is { IsPlanned: true } back && back.Stages.Contains(stage.Name)
            ? Back(run, back)
            : NotAnyMore(run, stage);
    }

    private static string ForGood(Run run, StepPlace step)
    {
        var work = (Work.Run)run.Plan!.Step(step).Work;
        return SlackText.Escape(
            $"*Run {run.Id}: may \"{step.Step}\" begin on {step.Host}?*\n"
                + $"Nothing takes it back: {work.Irreversible}.\n"
                + $"Everything before it on {step.Host} is done. A refusal "
                + "pauses the run; it begins only after a yes.\n"
                + $"Plan `{run.PlanDigest?.Abbreviated}` is unchanged."
        );
    }

    private static string Forward(Run run, PlannedStage stage)
    {
        var rows = FleetTable.Of(run);
        var done = rows.Count(row => row.State == HostState.Done);
        var why = stage.Why is { } reason ? $"\n_{SlackText.Escape(reason)}_" : "";
        return $"*Run {run.Id}: may stage {SlackText.Escape(stage.Name)} begin?*\n"
            + $"Next: {SlackText.Escape(string.Join(", ", stage.Hosts))}. "
            + $"Done so far: {done} of {rows.Length} hosts.{why}\n"
            + $"Plan `{run.PlanDigest?.Abbreviated}` is unchanged. Here so far: "
            + $"{SlackText.Escape(string.Join(", ", Watching(run)))}.";
    }

    /// <summary>Whoever asked for the run, agreed, or decided last.</summary>
    private static IEnumerable<string> Watching(Run run) =>
        run
            .Gates.Values.OrderBy(gate => gate.AskedAt)
            .SelectMany(gate => gate.ApprovedBy)
            .Prepend(run.Requester?.Name)
            .Append(run.LastDecision?.By)
            .OfType<string>()
            .Distinct();

    /// <summary>Its message stands there still, and is brought up to date.</summary>
    private static string NotAnyMore(Run run, PlannedStage stage) =>
        SlackText.Escape(
            $"*Run {run.Id}: may the rollback begin, with "
                + $"{string.Join(", ", stage.Hosts)}?*\nThe run does not go back that way "
                + "any more."
        );

    private static string Back(Run run, Rollback back)
    {
        var why = string.IsNullOrWhiteSpace(back.Reason) ? "no reason was given" : back.Reason;
        var hosts = run.Plan!.Stages.Where(stage => back.Stages.Contains(stage.Name))
            .Select(stage => WayBackText.LineOf(run, stage));
        return SlackText.Escape(
            $"*Run {run.Id}: may the rollback of {back.Target} begin?*\n"
                + $"{back.By.Name} asked for it: {why}.\n"
                + $"In this order{WayBackText.HowLong(run.Plan, back.Hosts.Length)}:\n{string.Join('\n', hosts)}\n"
                + "Until somebody agrees, every host stays as it is. A refusal leaves the run where it was."
        );
    }
}
