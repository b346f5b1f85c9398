using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Spec.Support;
using static OlUpgrade.Spec.Runs.Rollbacks.RollbackStory;

namespace OlUpgrade.Spec.Runs.Rollbacks;

/// <summary>When a host may be called rolled back.</summary>
public sealed class RollbackProofTests
{
    [Fact]
    public void Only_a_host_with_every_captured_fact_as_before_is_called_rolled_back()
    {
        var story = Back(Back(RollingBack(), "ol-web1"), "ol-dev", "nginx 1.0 to 1.1\nlinux-image 6.2 is new");
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
    public void The_result_of_the_proof_is_in_the_journal()
    {
        var story = RollingBack();
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
    public void A_host_without_a_proof_is_never_called_rolled_back()
    {
        var story = RollingBack("ol-web1");
        var prove = At("rollback ol-web1", "ol-web1", RollbackPlanner.ProveStep);
        story
            .Given(new RunEvent.StepFailed(prove, 1, Broken, Facts.Empty))
            .When(new PersonsCommand.Skip(prove, Some.Approver, "no time"));
        Assert.Equal(HostState.Mixed, FleetTable.Of(story.Run).Single(row => row.Host == "ol-web1").State);
    }
}
