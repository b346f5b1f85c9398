using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Wording;

/// <summary>
/// A run's report in Markdown: the head, the hosts before and after, exceptions, notes, and the timeline.
/// </summary>
/// <param name="escape">Makes text from outside harmless where the report is shown.</param>
/// <param name="maxChanges">How many changes are listed for one host; the rest are counted.</param>
public sealed class ReportText(RunReport report, Func<string, string> escape, int maxChanges)
{
    private readonly Run _run = report.Run;
    private readonly StringBuilder _text = new();

    /// <summary>The whole report, for a terminal or a file.</summary>
    public static string Of(RunReport report) => new ReportText(report, text => text, int.MaxValue).Whole();

    /// <summary>For a place with its own rules and limits.</summary>
    public static string Of(RunReport report, Func<string, string> escape, int maxChanges) =>
        new ReportText(report, escape, maxChanges).Whole();

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
        Listed("Exceptions", report.LeftOut);
        Listed(
            "Notes",
            report.NotesWritten.Select(one =>
                $"{TimeText.Of(one.At)}, {one.Note.By.Name} ({one.Note.Via}): {one.Note.Text}"
            )
        );
        Listed("Timeline", report.Timeline.Select(line => $"{TimeText.ToTheSecond(line.At)}: {line.Sentence}"));
        return _text.ToString();
    }

    private void Head(Plan plan)
    {
        var ended = _run.EndedAt is { } at ? $" on {TimeText.Of(at)}" : "";
        Line($"{StateText.Of(_run.Status)}{ended}: {_run.EndedBecause ?? "still open"}");
        Line(
            $"Started by {_run.Requester!.Name} on {TimeText.Of(_run.RequestedAt!.Value)}"
                + (plan.Continues is { } earlier ? $", continues run {earlier}" : "")
        );
        _text.Append(
            $"- Runbook `{plan.Runbook}`, digest `{plan.RunbookDigest.Abbreviated}`; "
                + $"plan `{_run.PlanDigest?.Abbreviated ?? "none"}`\n"
        );
        foreach (var (name, value) in plan.Parameters)
            Line($"Parameter {name}: {(value.Length == 0 ? "(empty)" : value)}");
        if (_run is { IsFinished: true, IsSettled: false })
            Line(
                $"Still running when the run ended: {string.Join("; ", _run.InFlight)}. The issue and the journal "
                    + "show what became of it."
            );
        foreach (var branch in BranchStart.Of(_run).Where(branch => branch.Name is not null))
            Line($"Rollback branch {branch.Name}: {branch.Text}");
    }

    private void Approvals()
    {
        foreach (var (given, approval) in report.Approvals)
        {
            var what = approval.Stage == ReservedNames.PrepareStage ? "the plan" : approval.Stage;
            _text
                .Append($"- Approved: {escape(what)}, by {escape(approval.By.Name)} via {escape(approval.Via)} ")
                .Append($"on {TimeText.Of(given)}, plan `{approval.Digest.Abbreviated}`\n");
        }
    }

    private void Durations(Plan plan)
    {
        if (report.Took is not { } took)
            return;
        var earlier = report.Earlier.Select(one =>
            $"run {one.Run} {TimeText.Took(one.Took)} for {one.Hosts} hosts ({StateText.Of(one.Status)})"
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
        lines.Length <= maxChanges
            ? lines
            : lines
                .Take(maxChanges)
                .Append($"and {lines.Length - maxChanges} more: " + $"{CommandText.Report(_run.Id)} lists them all");

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

    /// <summary>One list item; its further lines are indented below it.</summary>
    private void Line(string line) =>
        _text.Append($"- {escape(line).ReplaceLineEndings("\n").Replace("\n", "\n  ", StringComparison.Ordinal)}\n");

    private string Cell(string? text) =>
        escape((text ?? "").ReplaceLineEndings(" ")).Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>For a host that is done, the other columns have the details.</summary>
    private static string State(HostRow row) =>
        row.State is HostState.Done or HostState.Soaking ? "done" : StateText.Of(row);

    private static string Time(DateTimeOffset? at) =>
        at is { } known ? known.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture) : "";
}
