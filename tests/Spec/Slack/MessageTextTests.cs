using OlUpgrade.Runs;
using OlUpgrade.Slack;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.Slack;

/// <summary>What people read in Slack, word for word.</summary>
public sealed class MessageTextTests
{
    private static readonly StepPlace Upgrade = new("web", "ol-web1", "upgrade packages");

    [Fact]
    public void The_header_shows_hosts_that_were_brought_back_or_left_out()
    {
        var header = HeaderText.Of(SampleRun.Halfway with
        {
            Returned = SampleRun.Halfway.Returned.Add("ol-dev", []).Add("ol-web1", ["openssl 3.0.15-1 to 3.0.16-1"]),
            Excluded = ["ol-home"],
        });
        Assert.Contains(":leftwards_arrow_with_hook: *ol-dev*  rolled back: as it was before the run", header, StringComparison.Ordinal);
        Assert.Contains(":warning: *ol-web1*  mixed, not as it was before the run: openssl 3.0.15-1 to 3.0.16-1", header, StringComparison.Ordinal);
        Assert.Contains(":no_entry_sign: *ol-home*  left out", header, StringComparison.Ordinal);
    }

    [Fact]
    public void The_plan_says_everything_that_is_approved()
    {
        Assert.Equal(Verified.Text("slack-plan"), PlanMessage.Of(SampleRun.Halfway));
    }

    [Fact]
    public void The_header_of_a_new_run_shows_hosts_that_wait()
    {
        Assert.Equal(Verified.Text("slack-header-new"), HeaderText.Of(SampleRun.New));
    }

    [Fact]
    public void The_header_shows_where_the_run_is()
    {
        Assert.Equal(Verified.Text("slack-header"), HeaderText.Of(SampleRun.Halfway));
    }

    [Fact]
    public void The_header_shows_what_waits_for_a_person()
    {
        var stuck = SampleRun.Halfway.In(Upgrade, StepPhase.Failed, 26, "exit code 100, <disk> full");

        Assert.Equal(Verified.Text("slack-header-stuck"), HeaderText.Of(stuck));
    }

    [Fact]
    public void The_question_before_a_stage_says_what_comes_and_who_may_answer()
    {
        Assert.Equal(Verified.Text("slack-ask"), AskMessage.Of(SampleRun.Halfway, SampleRun.Plan.Stage("home")));
    }

    [Fact]
    public void A_header_of_many_hosts_in_trouble_still_fits_an_update()
    {
        var run = SampleRun.Halfway.In(Upgrade, StepPhase.Unknown, 26, new string('x', 6000));

        Assert.True(HeaderText.Of(run).Length <= 4000);
    }
}
