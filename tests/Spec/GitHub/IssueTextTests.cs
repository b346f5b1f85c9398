using OlUpgrade.GitHub;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.GitHub;

/// <summary>The text that people read on GitHub, word for word.</summary>
public sealed class IssueTextTests
{
    [Fact]
    public void The_title_reads_as_staff_write_them() =>
        Assert.Equal("Security patches and a reboot, host by host (run 7)", IssueBody.Title(SampleRun.New));

    [Fact]
    public void The_issue_opens_with_what_why_and_every_host() =>
        Verified.Reads("issue-new", IssueBody.Of(SampleRun.New, "db1/7/announce/-/open issue").TrimEnd('\n'));

    [Fact]
    public void The_checklist_is_ticked_in_place() =>
        Verified.Reads("issue-halfway", IssueProgress.Of(SampleRun.Halfway, []));

    [Fact]
    public void The_way_back_from_here_is_told_only_while_it_can_be_chosen()
    {
        const string head = "- If you roll back now: ol-web1, ol-dev, in this order";
        Assert.Contains(head, IssueProgress.Of(SampleRun.Halfway, []), StringComparison.Ordinal);
        foreach (
            var other in (Run[])
                [SampleRun.New, SampleRun.GoingBack(), SampleRun.Halfway.After(new RunEvent.RunSucceeded())]
        )
            Assert.DoesNotContain("If you roll back now", IssueProgress.Of(other, []), StringComparison.Ordinal);
    }

    [Fact]
    public void What_waits_for_a_person_stands_on_top()
    {
        var place = new StepPlace("web", "ol-web1", "reboot");
        var stuck = SampleRun.Halfway.In(place, StepPhase.Unknown, 26, "no answer, see #7667 @root <b>");

        Assert.Contains(
            "- ol-web1: reboot: no answer, see #&#8203;7667 @&#8203;root &lt;b&gt;\n",
            IssueProgress.Of(stuck, []),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("a", "a\n\nR\n")]
    [InlineData("a B1 E b", "a R b")]
    [InlineData("a B b", "a B b\n\nR\n")]
    [InlineData("a B b\n\nB1 E\n", "a B b\n\nR\n")]
    [InlineData("E B1 E", "E R")]
    [InlineData("", "\n\nR\n")]
    public void Peoples_own_text_stays(string before, string after)
    {
        Assert.Equal(Spell(after), IssueRegion.Replace(Spell(before), "new"));

        static string Spell(string text) =>
            text.Replace("B1 E", IssueRegion.Wrap("old"), StringComparison.Ordinal)
                .Replace("R", IssueRegion.Wrap("new"), StringComparison.Ordinal)
                .Replace("B ", IssueRegion.Begin + " ", StringComparison.Ordinal)
                .Replace("E ", IssueRegion.End + " ", StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_for_the_branch_has_the_day_in_UTC_and_no_slash() =>
        Assert.Equal(
            "rollback-2026-10-05-2",
            RollbackBranchName.LowestFree(
                RollbackBranchName.Prefix(new DateTimeOffset(2026, 10, 4, 23, 0, 0, TimeSpan.FromHours(-5))),
                ["rollback-2026-10-05-1"]
            )
        );
}
