using System.Globalization;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Sandbox.Demo;

/// <summary>The line that the demo prints for a journal entry; null for entries that say nothing to people.</summary>
internal static class DemoLine
{
    public static string? Of(Entry entry, Run run) =>
        Text(entry.Event, run) is { } text
            ? string.Create(CultureInfo.InvariantCulture, $"{entry.At:HH:mm:ss.f}  {text}")
            : null;

    private static string? Text(RunEvent happened, Run run) =>
        happened switch
        {
            RunEvent.RunRequested e => $"{e.Requester.Name} types /upgrade start {e.Plan.Runbook}",
            RunEvent.PlanMade e =>
                $"plan {e.Digest.Abbreviated}: {string.Join(", ", run.Plan!.Hosts.Select(host => host.Name))}",
            RunEvent.StepSucceeded e => Succeeded(e),
            RunEvent.StepFailed e => $"{e.Place}: failed: {e.Failure.Sentence}",
            RunEvent.ApprovalGiven e => $"{e.By.Name} puts a thumbs-up on "
                + $"{(e.Stage == ReservedNames.PrepareStage ? "the plan" : $"stage {e.Stage}")}",
            RunEvent.RunSucceeded => "all hosts are done",
            // The demo tells the story in a few lines; everything else stands in the journal.
            _ => null,
        };

    private static string? Succeeded(RunEvent.StepSucceeded e) =>
        e.Place.Step switch
        {
            ReservedNames.IssueStep => $"issue #{e.Evidence.GetValueOrDefault("number")} is open",
            ReservedNames.PlanStep => "the plan is posted to #openlibrary",
            ReservedNames.BranchStep => $"rollback branch {e.Evidence.GetValueOrDefault("branch")}",
            ReservedNames.SurveyStep or ReservedNames.HeaderStep or ReservedNames.CommitsStep => null,
            "reboot" => $"{e.Place.Host, -10}  rebooted, new boot ID {e.Evidence.GetValueOrDefault("boot-id")}",
            _ when e.Place.Host != StepPlace.NoHost => $"{e.Place.Host, -10}  {e.Place.Step}",
            _ => null,
        };
}
