using OlUpgrade.Runs;

namespace OlUpgrade.Slack;

/// <summary>The question before a stage that wants an approval of its own.</summary>
public static class AskMessage
{
    public static string Of(Run run, PlannedStage stage)
    {
        var rule = stage.Gate ?? run.Plan!.Approval;
        var rows = FleetTable.Of(run);
        var done = rows.Count(row => row.State == HostState.Done);
        var why = stage.Why is { } reason ? $"\n_{SlackText.Escape(reason)}_" : "";
        return $"*Run {run.Id}: may stage {SlackText.Escape(stage.Name)} begin?*\n"
            + $"Next: {SlackText.Escape(string.Join(", ", stage.Hosts))}. "
            + $"Done so far: {done} of {rows.Length} hosts.{why}\n"
            + $"Plan `{run.PlanDigest?.Abbreviated}` is unchanged.\n"
            + ApprovalText.Of(run, rule);
    }
}
