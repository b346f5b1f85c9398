using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Spec.Support;
using OlUpgrade.Wording;
using static OlUpgrade.Spec.Runs.Rollbacks.RollbackStory;

namespace OlUpgrade.Spec.Wording;

/// <summary>What became of a run, in Markdown.</summary>
public sealed class RunReportTests
{
    [Fact]
    public void It_tells_who_agreed_to_what_what_was_left_out_and_why_and_every_host()
    {
        var story = Unhealthy()
            .When(new RunCommand.Note("k", Some.Stranger with { Roles = [Role.Viewer] }, "the fans were loud", "cli"))
            .When(new RunCommand.Skip(null, Some.Approver, "it answers by now"));
        story = Done(Done(story, "web", "ol-web2").Done(At("web", "ol-web1", "check health")), "web", "ol-web2")
            .When(new RunCommand.Finish());
        var report = new RunReport(
            story.Run,
            [.. story.Entries],
            "abc123",
            [new(3, TimeSpan.FromMinutes(50), RunStatus.Succeeded, 3)]
        );
        var text = ReportText.Of(report);
        Assert.Contains(
            "- Approved: the plan, by cdrini via test on 2026-11-24 03:00 "
                + $"UTC, plan `{story.Run.PlanDigest!.Value.Abbreviated}`",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "- ol-web1: check health: skipped by cdrini (it answers by now)",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("stranger (cli): the fans were loud", text, StringComparison.Ordinal);
        Assert.Contains("| ol-web2 | web | done | ", text, StringComparison.Ordinal);
        Assert.Contains("for 3 hosts; earlier: run 3 50 min for 3 hosts (succeeded)", text, StringComparison.Ordinal);
        Assert.Contains("## Timeline", text, StringComparison.Ordinal);
        Assert.Contains(
            $"- Journal: {story.Entries.Count} entries, the last with the hash abc123\n",
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_run_that_is_open_has_no_end_in_its_report()
    {
        var story = Unhealthy();
        var text = ReportText.Of(new RunReport(story.Run, [.. story.Entries], null, []));
        Assert.Contains("- paused: a step failed and needs a decision: still open", text, StringComparison.Ordinal);
        Assert.DoesNotContain("- Took", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_in_hand_when_a_person_ends_the_run_is_named()
    {
        var story = Story
            .UntilWork(TwoHosts)
            .Done(At("canary", "ol-dev", "take host"))
            .Began(At("canary", "ol-dev", "note what runs now"));
        story.When(new RunCommand.Abort(Some.Requester, null));
        var text = ReportText.Of(new RunReport(story.Run, [.. story.Entries], null, []));
        Assert.Contains(
            "- Still running when the run ended: ol-dev: note what runs now.",
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Where_there_is_little_room_the_changes_of_a_host_are_counted_and_the_head_is_whole()
    {
        var stage = Some.Stage("canary", ["ol-dev"], Captures("before"), Captures("after"));
        var story = Story.UntilWork(Some.Plan(stage)).Done(At("canary", "ol-dev", "take host"));
        story
            .Done(At("canary", "ol-dev", "before"), ("packages", Packages(1)))
            .Done(At("canary", "ol-dev", "after"), ("packages", Packages(2)));
        var report = new RunReport(story.Run, [.. story.Entries], "abc123", []);
        var text = ReportText.Of(report, line => line, maxChanges: 5);
        Assert.Contains("- and 25 more: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("- and 25 more: ", ReportText.Of(report), StringComparison.Ordinal);
        Assert.True(
            text.IndexOf("abc123", StringComparison.Ordinal) < text.IndexOf("## Hosts", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Packages_that_were_not_noted_afterwards_are_not_counted_as_gone()
    {
        var stage = Some.Stage("canary", ["ol-dev"], Captures("before"), Step("after", new Work.Capture(["revision"])));
        var story = Story.UntilWork(Some.Plan(stage)).Done(At("canary", "ol-dev", "take host"));
        story
            .Done(At("canary", "ol-dev", "before"), ("packages", Packages(1)), ("revision", "a"))
            .Done(At("canary", "ol-dev", "after"), ("revision", "b"));
        var evidence = HostEvidence.Of(story.Run, Assert.Single(FleetTable.Of(story.Run)));
        Assert.Equal((null, "a", "b"), (evidence.Packages, evidence.RevisionBefore, evidence.RevisionAfter));
    }

    private static PlannedStep Captures(string name) => Step(name, new Work.Capture(["packages"]));

    private static string Packages(int version) =>
        string.Join('\n', Enumerable.Range(10, 30).Select(number => $"package-{number} {version}.0"));
}
