using OlUpgrade.GitHub;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Spec.Wire;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.GitHub;

/// <summary>
/// What staff read on GitHub about a recorded run, word for word: three hosts, a comment on the issue, a locked package
/// manager, a good end, and one host rolled back afterwards.
/// </summary>
public sealed class RecordedRunTests
{
    private static readonly RunReport Report = ReportOf("2026-11-25-demo-rolled-back");

    [Fact]
    public void The_issue_as_it_is_opened() =>
        Verified.Reads(
            "recorded-issue-opened",
            IssueBody.Of(Until(BuiltInSteps.Issue), "db1/1/announce/-/open issue").TrimEnd('\n')
        );

    [Fact]
    public void The_part_that_is_kept_up_to_date_at_the_end() =>
        Verified.Reads("recorded-issue-ended", IssueProgress.Of(Report.Run, [.. Report.Timeline]));

    [Fact]
    public void The_report_at_the_end() => Verified.Reads("recorded-report", ReportText.Of(Report).TrimEnd('\n'));

    [Fact]
    public void The_draft_of_the_post_mortem() =>
        Verified.Reads(
            "recorded-post-mortem",
            PostMortem
                .Of(Report, new("internetarchive/openlibrary", 41, "https://github.test/41"), "db1/1/134/PostMortem")
                .TrimEnd('\n')
        );

    private static RunReport ReportOf(string journal)
    {
        var entries = RecordedJournal.Named(journal);
        return new(
            Run.Fold(new RunId(1), entries),
            entries,
            new string('a', 64),
            [new(3, TimeSpan.FromMinutes(50), RunStatus.Succeeded, 8)]
        );
    }

    /// <summary>The run as it was when this step started.</summary>
    private static Run Until(StepPlace place) =>
        Run.Fold(
            new RunId(1),
            Report.Entries.TakeWhile(entry =>
                entry.Event is not RunEvent.StepSucceeded { Place: var done } || done != place
            )
        );
}
