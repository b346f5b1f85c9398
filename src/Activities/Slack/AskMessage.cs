using OlUpgrade.Runs;

namespace OlUpgrade.Slack;

/// <summary>The question before a stage that wants an approval of its own, or before a rollback.</summary>
public static class AskMessage
{
    public static string Of(Run run, PlannedStage stage) =>
        $"{(stage.Kind == StageKind.Rollback ? Back(run, run.Rollback!) : Forward(run, stage))}\n"
        + ApprovalText.Of(run, stage.Gate ?? run.Plan!.Approval, run.AskedBy(stage.Name));

    private static string Forward(Run run, PlannedStage stage)
    {
        var rows = FleetTable.Of(run);
        var done = rows.Count(row => row.State == HostState.Done);
        var why = stage.Why is { } reason ? $"\n_{SlackText.Escape(reason)}_" : "";
        return $"*Run {run.Id}: may stage {SlackText.Escape(stage.Name)} begin?*\n"
            + $"Next: {SlackText.Escape(string.Join(", ", stage.Hosts))}. "
            + $"Done so far: {done} of {rows.Length} hosts.{why}\n"
            + $"Plan `{run.PlanDigest?.Abbreviated}` is unchanged.";
    }

    private static string Back(Run run, Rollback back)
    {
        var why = string.IsNullOrWhiteSpace(back.Reason) ? "no reason was given" : back.Reason;
        var hosts = run.Plan!.Stages
            .Where(stage => back.Stages.Contains(stage.Name))
            .Select(stage => WayBackText.LineOf(run, stage));
        return SlackText.Escape($"*Run {run.Id}: may the rollback of {back.Target} begin?*\n"
            + $"{back.By.Name} asked for it: {why}.\n"
            + $"In this order{WayBackText.HowLong(run.Plan, back.Hosts.Length)}:\n{string.Join('\n', hosts)}\n"
            + "Until somebody agrees, every host stays as it is. A refusal ends the run, with the hosts as they are.");
    }
}
