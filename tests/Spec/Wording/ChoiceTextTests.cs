using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Wording;
using static OlUpgrade.Spec.Runs.Rollbacks.RollbackStory;

namespace OlUpgrade.Spec.Wording;

/// <summary>People read what they can choose, with commands spelled as they can be typed there.</summary>
public sealed class ChoiceTextTests
{
    [Fact]
    public void The_thread_offers_buttons_and_slash_commands_for_a_failed_step() =>
        Assert.Equal(
            """
            Press a button on the run's first message, or type in the channel:
            Fixed it? `/upgrade resume 7`: the step runs again
            `/upgrade retry 7`: run the step again
            `/upgrade skip 7 …`: continue without this step on ol-web1
            `/upgrade exclude 7 ol-web1 …`: leave ol-web1 as it is and continue with the other hosts; it stays down and no longer counts toward the limit
            `/upgrade rollback 7 all`: roll back ol-web1, ol-dev
            `/upgrade abort 7`: end the run and leave every host as it is
            """,
            ChoicesIn(Unhealthy(), Door.Slack)
        );

    [Fact]
    public void The_issue_sends_people_to_Slack_or_to_the_command_line() =>
        Assert.Equal(
            """
            Decide in Slack, or on the command line:
            Fixed it? `olupgrade resume 7`: the step runs again
            `olupgrade retry 7`: run the step again
            `olupgrade skip 7 --reason …`: continue without this step on ol-web1
            `olupgrade exclude 7 --host ol-web1 --reason …`: leave ol-web1 as it is and continue with the other hosts; it stays down and no longer counts toward the limit
            `olupgrade rollback 7 all`: roll back ol-web1, ol-dev
            `olupgrade abort 7`: end the run and leave every host as it is
            """,
            ChoicesIn(Unhealthy(), Door.Issue)
        );

    [Fact]
    public void An_unknown_step_asks_what_happened()
    {
        var place = At("web", "ol-web1", "check health");
        var story = Done(Done(Story.UntilWork(TwoHosts), "canary", "ol-dev"), "web", "ol-web1", until: "check health")
            .Began(place)
            .Given(new RunEvent.StepUnknown(place, 1, "The ledger is another one."));
        Assert.Equal(
            """
            What you can do:
            `olupgrade resume 7 --it-happened`: it happened, continue after it
            `olupgrade resume 7 --it-did-not-happen`: it did not happen, run it now
            `olupgrade resume 7`: check once more whether it happened
            `olupgrade abort 7`: end the run and leave every host as it is
            """,
            ChoicesIn(story, Door.CommandLine)
        );
    }

    [Fact]
    public void Where_several_steps_wait_the_host_is_named()
    {
        var plan = Some.Plan(Some.Stage("web", ["ol-web1", "ol-web2"], Some.Script()) with { Limit = 2 });
        var story = Story.UntilWork(plan);
        foreach (var host in (string[])["ol-web1", "ol-web2"])
        {
            var place = At("web", host, "upgrade packages");
            story
                .Done(At("web", host, "take host"))
                .Began(place)
                .Given(new RunEvent.StepFailed(place, 1, Broken, Facts.Empty));
        }

        var choices = ChoiceText.Of(story.Run, story.Run.Stuck.Last(), Door.Slack);

        Assert.Contains("`/upgrade resume 7 ol-web2`", choices, StringComparison.Ordinal);
        Assert.Contains("`/upgrade skip 7 ol-web2 …`", choices, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_preflight_can_be_overridden_by_another_approver()
    {
        var place = At("canary", "ol-dev", "look");
        var plan = Some.Plan(Some.Stage("canary", ["ol-dev"], Step("look", new Work.Preflight()), Some.Script()));
        var story = Story
            .UntilWork(plan)
            .Done(At("canary", "ol-dev", "take host"))
            .Began(place)
            .Given(new RunEvent.StepFailed(place, 1, new(FailureKind.NotReady, "A deploy runs."), Facts.Empty));
        Assert.Contains(
            "`/upgrade override 7 ol-dev …`: override the preflight (an approver other than mek)",
            ChoicesIn(story, Door.Slack),
            StringComparison.Ordinal
        );
    }

    private static string ChoicesIn(Story story, Door door) => ChoiceText.Of(story.Run, story.Run.Stuck.Single(), door);
}
