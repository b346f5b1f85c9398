using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Spec.Support;
using static OlUpgrade.Spec.Runs.Rollbacks.RollbackStory;

namespace OlUpgrade.Spec.Runs.Rollbacks;

/// <summary>What may be called rolled back.</summary>
public sealed class RollbackProofTests
{
    [Fact]
    public void Rolled_back_is_said_only_of_a_host_whose_every_noted_fact_is_what_it_was()
    {
        var story = Back(Back(Turned(), "ol-web1"), "ol-dev", "nginx 1.0 to 1.1\nlinux-image 6.2 is new");
        Assert.Contains("ol-web1", story.Run.RolledBackHosts.Keys);
        story.When(new RunCommand.Finish()).Then(new RunEvent.RunRolledBack(["ol-web1"], ["ol-dev"]));
        var rows = FleetTable.Of(story.Run).ToDictionary(row => row.Host);
        Assert.Equal(HostState.RolledBack, rows["ol-web1"].State);
        Assert.Equal(
            (HostState.Mixed, "nginx 1.0 to 1.1; linux-image 6.2 is new"),
            (rows["ol-dev"].State, rows["ol-dev"].Problem)
        );
        Assert.Equal(HostState.Untouched, rows["ol-web2"].State);
        Assert.Equal((RunStatus.RolledBack, true), (story.Run.Status, story.Run.IsSettled));
    }

    [Fact]
    public void The_proof_is_the_last_word_of_a_host_and_stands_in_the_journal()
    {
        var story = Turned();
        var prove = At("rollback ol-web1", "ol-web1", RollbackPlanner.ProveStep);
        story
            .Began(prove)
            .When(
                new RunCommand.ReportOutcome(
                    new(Some.Run, prove, 1),
                    Outcome.Done((RollbackDecisions.DifferencesFact, ""))
                )
            );
        Assert.IsType<RunEvent.HostRolledBack>(story.Decision.Events[^1]);
        Assert.Equal(2, story.Decision.Events.Length);
    }

    [Fact]
    [Fault(24)]
    public void A_host_that_nobody_compared_is_never_called_rolled_back()
    {
        var story = Turned("ol-web1");
        var prove = At("rollback ol-web1", "ol-web1", RollbackPlanner.ProveStep);
        story
            .Given(new RunEvent.StepFailed(prove, 1, Broken, Facts.Empty))
            .When(new PersonsCommand.Skip(prove, Some.Approver, "no time"));
        Assert.Equal(HostState.Mixed, FleetTable.Of(story.Run).Single(row => row.Host == "ol-web1").State);
    }
}
