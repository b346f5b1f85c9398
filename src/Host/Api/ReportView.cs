using System.Collections.Immutable;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Wording;

namespace OlUpgrade.Hosting.Api;

/// <summary>A run's report in the API: its facts for programs, and the Markdown that people read.</summary>
/// <param name="Run">The run's number.</param>
/// <param name="Status">The name of a run status, for example <c>Succeeded</c>.</param>
/// <param name="Requester">The name of the person who started the run.</param>
/// <param name="Seconds">How long the run took; null while it is open.</param>
/// <param name="Approvals">Each with its gate and the abbreviated plan digest.</param>
/// <param name="LeftOut">What a person skipped, excluded or overrode, as sentences.</param>
/// <param name="Notes">What people noted.</param>
/// <param name="Timeline">What happened when, as sentences.</param>
/// <param name="Entries">How many journal entries the report covers.</param>
/// <param name="Head">The hash of the last of them; null if unknown.</param>
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
    /// <summary>The name of the Markdown's field in the JSON.</summary>
    public const string MarkdownName = "markdown";

    /// <summary>The view of a report.</summary>
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
            [.. report.Timeline.Select(line => new Said(line.At, null, line.Sentence))],
            report.Entries.Length,
            report.Head,
            ReportText.Of(report)
        );

    /// <summary>A statement with its time.</summary>
    /// <param name="By">The name of the person who made it; null if no person did.</param>
    public sealed record Said(DateTimeOffset At, string? By, string Text);
}
