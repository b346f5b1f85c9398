using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using static OlUpgrade.Spec.Runs.RollbackStory;

namespace OlUpgrade.Spec.Runs;

/// <summary>What became of a run, in Markdown.</summary>
public sealed class RunReportSpec
{
    [Fact]
    public void It_tells_who_agreed_to_what_what_was_left_out_and_why_and_every_host()
    {
        var story = Unhealthy()
            .When(new RunCommand.Note("k", Some.Stranger with { Roles = [Role.Viewer] }, "the fans were loud", "cli"))
            .When(new RunCommand.Skip(null, Some.Approver, "it answers by now"));
        story = Done(Done(story, "web", "ol-web2").Done(At("web", "ol-web1", "check health")), "web", "ol-web2").When(new RunCommand.Finish());
        var report = new RunReport(story.Run, [.. story.Entries], "abc123", [new(3, TimeSpan.FromMinutes(50), RunStatus.Succeeded, 3)]);
        var text = ReportText.Of(report);
        Assert.Contains($"- Approved: the plan, by cdrini through test on 2026-11-24 03:00 UTC, plan `{story.Run.PlanDigest!.Value.Abbreviated}`", text, StringComparison.Ordinal);
        Assert.Contains("- ol-web1: check health: skipped by cdrini (it answers by now)", text, StringComparison.Ordinal);
        Assert.Contains("stranger (cli): the fans were loud", text, StringComparison.Ordinal);
        Assert.Contains("| ol-web2 | web | done | ", text, StringComparison.Ordinal);
        Assert.Contains("for 3 hosts; earlier: run 3 50 min for 3 hosts (done)", text, StringComparison.Ordinal);
        Assert.Contains("## What happened", text, StringComparison.Ordinal);
        Assert.EndsWith($"Journal: {story.Entries.Count} entries, the last with the hash abc123.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_open_has_no_end_in_its_report()
    {
        var story = Unhealthy();
        var text = ReportText.Of(new RunReport(story.Run, [.. story.Entries], null, []));
        Assert.Contains("- a step failed; waits for a person: not ended", text, StringComparison.Ordinal);
        Assert.DoesNotContain("- Took", text, StringComparison.Ordinal);
    }
}
