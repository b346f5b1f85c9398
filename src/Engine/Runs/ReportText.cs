using System.Text;

namespace OlUpgrade.Runs;

/// <summary>A run's report in Markdown.</summary>
public static class ReportText
{
    public static string Of(RunReport report)
    {
        var run = report.Run;
        var plan = run.Plan ?? throw new InvalidOperationException($"Run {run.Id} has no plan.");
        var text = new StringBuilder();
        text.Append($"# Run {run.Id}: {plan.Title}\n\n");
        text.Append($"- {InWords.Of(run.Status)}{(run.EndedAt is { } at ? $" on {InWords.Of(at)}" : "")}: {run.EndedBecause ?? "not ended"}\n");
        text.Append($"- Asked for by {run.Requester!.Name} on {InWords.Of(run.RequestedAt!.Value)}{(plan.Continues is { } left ? $", going on with what run {left} left" : "")}\n");
        text.Append($"- Runbook {plan.Runbook} `{plan.RunbookDigest.Abbreviated}`, plan `{run.PlanDigest?.Abbreviated ?? "none"}`\n");
        foreach (var (name, value) in plan.Parameters)
            text.Append($"- Parameter {name}: `{value}`\n");
        foreach (var (given, approval) in report.Approvals)
            text.Append($"- Approved: {approval.Stage}, by {approval.By.Name} through {approval.Via} on {InWords.Of(given)}, plan `{approval.Digest.Abbreviated}`\n");
        Durations(text, report);
        Hosts(text, run);
        Listed(text, "Left out", report.LeftOut);
        Listed(text, "Notes", report.NotesWritten.Select(one => $"{InWords.Of(one.At)}, {one.Note.By.Name} ({one.Note.Via}): {one.Note.Text}"));
        Listed(text, "What happened", report.Timeline.Select(told => $"{InWords.Of(told.At)}: {told.Sentence.Replace("\n", "\n  ", StringComparison.Ordinal)}"));
        text.Append($"\nJournal: {report.Entries.Length} entries{(report.Head is { } hash ? $", the last with the hash {hash}" : "")}.\n");
        return text.ToString();
    }

    private static void Durations(StringBuilder text, RunReport report)
    {
        if (report.Took is not { } took)
            return;
        var earlier = report.Earlier.Select(one => $"run {one.Run} {InWords.Took(one.Took)} for {one.Hosts} hosts ({InWords.Of(one.Status)})");
        text.Append($"- Took {InWords.Took(took)} for {report.Run.Plan!.Hosts.Length} hosts; earlier: "
            + $"{string.Join(", ", earlier.DefaultIfEmpty("none"))}\n");
    }

    private static void Hosts(StringBuilder text, Run run)
    {
        text.Append("\n## Hosts\n\n| host | stage | state | from | to | kernel before | kernel after | rebooted |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var row in FleetTable.Of(run))
        {
            text.Append($"| {row.Host} | {row.Stage} | {Cell(InWords.Of(row))} | {Time(row.StartedAt)} | {Time(row.EndedAt)} "
                + $"| {row.Before.Kernel} | {row.After.Kernel} | {(row.Rebooted ? "yes" : "")} |\n");
        }

        foreach (var stage in run.Plan!.Stages.Where(stage => stage.Kind == StageKind.Upgrade))
        {
            foreach (var host in stage.Hosts)
                Listed(text, $"{host}: changed", HostChanges.Of(run, stage, host), level: 3);
        }
    }

    private static void Listed(StringBuilder text, string title, IEnumerable<string> lines, int level = 2)
    {
        var all = lines.ToList();
        if (all.Count == 0)
            return;
        text.Append($"\n{new string('#', level)} {title}\n\n");
        foreach (var line in all)
            text.Append($"- {line}\n");
    }

    private static string Cell(string words) => words.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string Time(DateTimeOffset? at) => at is { } known ? known.UtcDateTime.ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) : "";
}
