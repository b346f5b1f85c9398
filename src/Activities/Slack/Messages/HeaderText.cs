using System.Text;
using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Wording;

namespace OlUpgrade.Slack.Messages;

/// <summary>
/// The first message of a run's thread: what the run is, its state, and a line for each host. It is made from the run
/// alone, so that it can be updated at any time.
/// </summary>
public static class HeaderText
{
    public static string Of(Run run) => LayoutOf(run).Plain();

    public static SlackLayout LayoutOf(Run run) =>
        new(Markup(run), $"{CommandText.Status(Door.CommandLine, run.Id)} shows the rest.", RunButtons.Of(run));

    private static string Markup(Run run)
    {
        var text = new StringBuilder();
        var title = SlackText.Escape(run.Plan?.Title ?? "no plan yet");
        text.Append($"*Run {run.Id}: {title}*\n");
        text.Append($"{Status(run)}\n");
        text.Append(Origin(run));
        if (!run.IsFinished)
        {
            foreach (var away in AwayText.Before(run, Door.Slack))
                text.Append($"\n:warning: {SlackText.Escape(away)}");
        }

        foreach (var row in FleetTable.Of(run))
            text.Append($"\n{Sign(row.State)} *{SlackText.Escape(row.Host)}*  {SlackText.Escape(StateText.Of(row))}");
        return text.ToString();
    }

    private static string Status(Run run)
    {
        var because = run.EndedBecause is { } reason ? $": {SlackText.Escape(reason)}" : "";
        var ended = run.EndedAt is { } at ? $" at {TimeText.Of(at)}" : "";
        var stuck = run.Stuck.Select(step =>
            $"\n:warning: {SlackText.Escape($"{step.Place}: {step.Failure?.Sentence ?? step.Doubt}")}"
        );
        var window = run is { Status: RunStatus.AwaitingWindow, Awaited: { } wait }
            ? $": {SlackText.Escape(wait.Sentence(run.Plan!))}"
            : "";
        return $"State: {StateText.Of(run.Status)}{ended}{because}{window}{RollingBack(run)}{string.Concat(stuck)}";
    }

    private static string RollingBack(Run run) =>
        run is { IsRollingBack: true, Rollback: { } back }
            ? SlackText.Escape(
                $"; {back.By.Name} asked to roll back {back.Target}{(back.Reason is { } reason ? $" ({reason})" : "")}"
            )
            : "";

    private static string Origin(Run run)
    {
        var parts = new List<string>();
        if (run.Requester is { } person)
            parts.Add($"Started by {SlackText.Escape(person.Name)}");
        if (run.PlanDigest is { } digest)
            parts.Add($"plan `{digest.Abbreviated}`");
        if (run.Evidence(BuiltInSteps.Issue)?.GetValueOrDefault("url") is { } url)
            parts.Add(SlackText.Link(url, "tracking issue"));
        return string.Join(", ", parts);
    }

    private static string Sign(HostState state) =>
        state switch
        {
            HostState.Waiting or HostState.Untouched => ":white_circle:",
            HostState.InWork => ":hourglass_flowing_sand:",
            HostState.Soaking => ":large_blue_circle:",
            HostState.Done => ":white_check_mark:",
            HostState.Excluded => ":heavy_minus_sign:",
            HostState.RolledBack => ":leftwards_arrow_with_hook:",
            HostState.Mixed => ":warning:",
            HostState.Failed => ":x:",
            HostState.Unknown => ":question:",
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };
}
