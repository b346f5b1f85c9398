using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Wording;

/// <summary>
/// A run's report in Markdown: the head, the hosts before and after, what was left out, the notes, and what happened.
/// </summary>
/// <param name="escape">Makes text from outside harmless where the report is shown.</param>
/// <param name="changesMost">So many lines are shown of what changed on one host.</param>
public sealed class ReportText(RunReport report, Func<string, string> escape, int changesMost)
{
    private readonly Run _run = report.Run;
    private readonly StringBuilder _text = new();

    /// <summary>As it is, for a terminal or a file.</summary>
    public static string Of(RunReport report) => new ReportText(report, text => text, int.MaxValue).Whole();

    /// <summary>For a place with its own rules and limits.</summary>
    public static string Of(RunReport report, Func<string, string> escape, int changesMost) =>
        new ReportText(report, escape, changesMost).Whole();

    private string Whole()
    {
        var plan = _run.Plan ?? throw new InvalidOperationException($"Run {_run.Id} has no plan.");
        _text.Append($"# Run {_run.Id}: {escape(plan.Title)}\n\n");
        Head(plan);
        Approvals();
        Durations(plan);
        var closing = report.Head is { } hash ? $", the last with the hash {hash}" : "";
        _text.Append($"- Journal: {report.Entries.Length} entries{closing}\n");
        Hosts();
        Listed("Left out", report.LeftOut);
        Listed(
            "Notes",
            report.NotesWritten.Select(one =>
                $"{TimeText.Of(one.At)}, {one.Note.By.Name} ({one.Note.Via}): {one.Note.Text}"
            )
        );
        Listed("What happened", report.Timeline.Select(told => $"{TimeText.ToTheSecond(told.At)}: {told.Sentence}"));
        return _text.ToString();
    }

    private void Head(Plan plan)
    {
        var ended = _run.EndedAt is { } at ? $" on {TimeText.Of(at)}" : "";
        Line($"{InWords.Of(_run.Status)}{ended}: {_run.EndedBecause ?? "not ended"}");
        Line(
            $"Asked for by {_run.Requester!.Name} on {TimeText.Of(_run.RequestedAt!.Value)}"
                + (plan.Continues is { } left ? $", going on with what run {left} left" : "")
        );
        _text.Append(
            $"- Runbook `{plan.Runbook}`, digest `{plan.RunbookDigest.Abbreviated}`; "
                + $"plan `{_run.PlanDigest?.Abbreviated ?? "none"}`\n"
        );
        foreach (var (name, value) in plan.Parameters)
            Line($"Parameter {name}: {(value.Length == 0 ? "(empty)" : value)}");
        if (_run is { IsFinished: true, IsSettled: false })
            Line(
                $"Still in hand when it ended: {string.Join("; ", _run.InFlight)}. What "
                    + "became of it stands on the issue and in the journal."
            );
        foreach (var branch in BranchStart.Of(_run).Where(branch => branch.Name is not null))
            Line($"Rollback branch {branch.Name}: {branch.InWords()}");
    }

    private void Approvals()
    {
        foreach (var (given, approval) in report.Approvals)
        {
            var what = approval.Stage == ReservedNames.PrepareStage ? "the plan" : approval.Stage;
            _text
                .Append($"- Approved: {escape(what)}, by {escape(approval.By.Name)} through {escape(approval.Via)} ")
                .Append($"on {TimeText.Of(given)}, plan `{approval.Digest.Abbreviated}`\n");
        }
    }

    private void Durations(Plan plan)
    {
        if (report.Took is not { } took)
            return;
        var earlier = report.Earlier.Select(one =>
            $"run {one.Run} {TimeText.Took(one.Took)} for {one.Hosts} hosts ({InWords.Of(one.Status)})"
        );
        Line(
            $"Took {TimeText.Took(took)} for {plan.Hosts.Length} hosts; earlier: "
                + $"{string.Join(", ", earlier.DefaultIfEmpty("none"))}"
        );
    }

    private void Hosts()
    {
        _text
            .Append("\n## Hosts\n\n")
            .Append(
                "| host | stage | state | from | to | kernel before | kernel after | "
                    + "rebooted | packages changed | revision before | revision after |\n"
            )
            .Append("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        var hosts = FleetTable.Of(_run).Select(row => (Row: row, Evidence: HostEvidence.Of(_run, row))).ToList();
        foreach (var (row, evidence) in hosts)
            Row(row, evidence);
        foreach (var (row, evidence) in hosts)
            Listed(row.Host, Changes(evidence.Lines(row)), level: 3);
    }

    private IEnumerable<string> Changes(ImmutableArray<string> lines) =>
        lines.Length <= changesMost
            ? lines
            : lines
                .Take(changesMost)
                .Append($"and {lines.Length - changesMost} more: `olupgrade report {_run.Id}` has them all");

    private void Row(HostRow row, HostEvidence evidence)
    {
        string?[] cells =
        [
            row.Host,
            row.Stage,
            State(row),
            Time(row.StartedAt),
            Time(row.EndedAt),
            row.Before.Kernel,
            row.After.Kernel,
            row.Rebooted ? "yes" : "",
            evidence.Packages?.ToString(CultureInfo.InvariantCulture),
            evidence.RevisionBefore,
            evidence.RevisionAfter,
        ];
        _text.Append($"| {string.Join(" | ", cells.Select(Cell))} |\n");
    }

    private void Listed(string title, IEnumerable<string> lines, int level = 2)
    {
        var all = lines.ToList();
        if (all.Count == 0)
            return;
        _text.Append($"\n{new string('#', level)} {escape(title)}\n\n");
        all.ForEach(Line);
    }

    /// <summary>One item of a list; its further lines belong to it.</summary>
    private void Line(string line) =>
        _text.Append($"- {escape(line).ReplaceLineEndings("\n").Replace("\n", "\n  ", StringComparison.Ordinal)}\n");

    private string Cell(string? words) =>
        escape((words ?? "").ReplaceLineEndings(" ")).Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>Of a host that is done the other columns tell the rest.</summary>
    private static string State(HostRow row) =>
        row.State is HostState.Done or HostState.Soaking ? "done" : InWords.Of(row);

    private static string Time(DateTimeOffset? at) =>
        at is { } known ? known.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture) : "";
}
