using System.Collections.Immutable;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Wording;

namespace OlUpgrade.Hosting.Api;

/// <summary>A run's report for programs, with the Markdown that people read.</summary>
/// <param name="Seconds">How long the run took; null while it is open.</param>
/// <param name="Head">The hash of the journal's last entry.</param>
public sealed record ReportView(
    int Run,
    string Title,
    string Status,
    string Requester,
    double? Seconds,
    ImmutableArray<ReportView.Said> Approvals,
    ImmutableArray<string> LeftOut,
    ImmutableArray<ReportView.Said> Notes,
    ImmutableArray<HostView> Hosts,
    ImmutableArray<ReportView.Said> Timeline,
    int Entries,
    string? Head,
    string Markdown
)
{
    /// <summary>The name of the Markdown in the JSON.</summary>
    public const string MarkdownName = "markdown";

    public static ReportView Of(RunReport report) =>
        new(
            report.Run.Id.Number,
            report.Run.Plan!.Title,
            report.Run.Status.ToString(),
            report.Run.Requester!.Name,
            report.Took?.TotalSeconds,
            [
                .. report.Approvals.Select(one => new Said(
                    one.At,
                    one.Approval.By.Name,
                    $"{one.Approval.Stage} {one.Approval.Digest.Abbreviated}"
                )),
            ],
            [.. report.LeftOut],
            [.. report.NotesWritten.Select(one => new Said(one.At, one.Note.By.Name, one.Note.Text))],
            [.. FleetTable.Of(report.Run).Select(HostView.Of)],
            [.. report.Timeline.Select(told => new Said(told.At, null, told.Sentence))],
            report.Entries.Length,
            report.Head,
            ReportText.Of(report)
        );

    /// <summary>Something said at a time, by whom where a person did.</summary>
    public sealed record Said(DateTimeOffset At, string? By, string Text);
}
