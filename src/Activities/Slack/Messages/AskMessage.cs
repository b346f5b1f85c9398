using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Wording;

namespace OlUpgrade.Slack.Messages;

/// <summary>
/// The question before a stage with an approval of its own, before a rollback, or before a step that can't be undone.
/// </summary>
public static class AskMessage
{
    public static string Of(Run run, Gate gate) =>
        $"{Question(run, gate)}\n{ApprovalText.Of(run, gate.Name, gate.Rule, run.AskedBy(gate))}";

    private static string Question(Run run, Gate gate)
    {
        if (gate.Before is { } step)
            return Irreversible(run, step);
        var stage = run.Plan!.Stage(gate.Name);
        if (stage.Kind != StageKind.Rollback)
            return Forward(run, stage);
        return run.Rollback is { IsPlanned: true } back && back.Stages.Contains(stage.Name)
            ? Back(run, back)
            : Dropped(run, stage);
    }

    private static string Irreversible(Run run, StepPlace step)
    {
        var work = (Work.Run)run.Plan!.Step(step).Work;
        var host = SlackText.Escape(step.Host);
        return $"*Run {run.Id}: start \"{SlackText.Escape(step.Step)}\" on {host}?*\n"
            + $"This can't be undone: {SlackText.Escape($"{work.Irreversible}")}.\n"
            + $"Everything before it on {host} is done. A refusal pauses the run.\n"
            + $"Plan `{run.PlanDigest?.Abbreviated}` is unchanged.";
    }

    private static string Forward(Run run, PlannedStage stage)
    {
        var rows = FleetTable.Of(run);
        var done = rows.Count(row => row.State == HostState.Done);
        var why = stage.Why is { } reason ? $"\n_{SlackText.Escape(reason)}_" : "";
        return $"*Run {run.Id}: start stage {SlackText.Escape(stage.Name)}?*\n"
            + $"Next: {SlackText.Escape(string.Join(", ", stage.Hosts))}. "
            + $"Done so far: {done} of {rows.Length} hosts.{why}\n"
            + $"Plan `{run.PlanDigest?.Abbreviated}` is unchanged. Involved so far: "
            + $"{SlackText.Escape(string.Join(", ", Involved(run)))}.";
    }

    /// <summary>The people who started the run, approved something, or decided last.</summary>
    private static IEnumerable<string> Involved(Run run) =>
        run
            .Gates.Values.OrderBy(gate => gate.AskedAt)
            .SelectMany(gate => gate.ApprovedBy)
            .Prepend(run.Requester?.Name)
            .Append(run.LastDecision?.By)
            .OfType<string>()
            .Distinct();

    /// <summary>The message of an earlier rollback is still there, and is updated.</summary>
    private static string Dropped(Run run, PlannedStage stage) =>
        $"*Run {run.Id}: start the rollback with {SlackText.Escape(string.Join(", ", stage.Hosts))}?*\n"
        + "This rollback is no longer planned.";

    private static string Back(Run run, Rollback back)
    {
        var why = string.IsNullOrWhiteSpace(back.Reason) ? "no reason was given" : back.Reason;
        var hosts = run.Plan!.Stages.Where(stage => back.Stages.Contains(stage.Name))
            .Select(stage => WayBackText.LineOf(run, stage));
        return $"*Run {run.Id}: start the rollback of {SlackText.Escape($"{back.Target}")}?*\n"
            + SlackText.Escape(
                $"{back.By.Name} asked for it: {why}.\n"
                    + $"In this order{WayBackText.HowLong(run.Plan, back.Hosts.Length)}:\n{string.Join('\n', hosts)}\n"
                    + "Until it is approved, every host stays as it is. A refusal leaves the run where it was."
            );
    }
}
