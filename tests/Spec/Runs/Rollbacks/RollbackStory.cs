using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Runs.Rollbacks;

/// <summary>Two stages with three hosts, and the ways that a run can roll back.</summary>
internal static class RollbackStory
{
    internal static readonly Failure Broken = new(FailureKind.Unhealthy, "nginx does not answer on ol-web1.");

    internal static Plan TwoHosts { get; } = Some.Plan(Stage("canary", "ol-dev"), Stage("web", "ol-web1", "ol-web2"));

    internal static PlannedStage Stage(string name, params string[] hosts) =>
        Some.Stage(
            name,
            [.. hosts],
            Step("note what runs now", new Work.Capture(["packages"])),
            Step("upgrade packages", new Work.Run("apt-get upgrade", null, "apt-get downgrade")),
            Step("forget", new Work.Run("rm cache", null, null, "the cache fills again by itself")),
            Step("reboot", new Work.Reboot(TimeSpan.Zero, AlsoBack: true)),
            Step("containers", new Work.Containers()),
            Step("check health", new Work.Health(1, TimeSpan.FromSeconds(1)))
        );

    internal static PlannedStep Step(string name, Work work) =>
        new(name, work, TimeSpan.FromMinutes(5), RetryRule.Never);

    internal static StepPlace At(string stage, string host, string step) => new(stage, host, step);

    internal static Story Done(Story story, string stage, string host, string? until = null)
    {
        foreach (var step in story.Run.Plan!.Stage(stage).Steps.TakeWhile(one => one.Name != until))
            story.After(TimeSpan.FromMinutes(1)).Done(At(stage, host, step.Name), ("packages", "nginx 1.0"));
        return story;
    }

    /// <summary>ol-dev is done, ol-web1 is unhealthy, ol-web2 waits.</summary>
    internal static Story Unhealthy(Plan? plan = null)
    {
        var story = Done(
            Done(Story.UntilWork(plan ?? TwoHosts), "canary", "ol-dev"),
            "web",
            "ol-web1",
            until: "check health"
        );
        return story
            .Began(At("web", "ol-web1", "check health"))
            .Given(new RunEvent.StepFailed(At("web", "ol-web1", "check health"), 1, Broken, Facts.Empty));
    }

    internal static Story RollingBack(string target = "all", Plan? plan = null) =>
        Unhealthy(plan)
            .When(new PersonsCommand.RollBack(target, Some.Approver, "readers see errors"))
            .When(new RunCommand.PlanRollback());

    /// <summary>Every step of a host's rollback succeeds; the proof finds these differences.</summary>
    internal static Story Back(Story story, string host, string differences = "")
    {
        var stage = RollbackPlanner.NameOf(story.Run.Rollback!.Number, host);
        foreach (var step in story.Run.Plan!.Stage(stage).Steps)
        {
            story
                .Began(At(stage, host, step.Name))
                .When(
                    new RunCommand.ReportOutcome(
                        new(Some.Run, At(stage, host, step.Name), 1),
                        step.Work is Work.Prove
                            ? Outcome.Done((RollbackDecisions.DifferencesFact, differences))
                            : Outcome.Done()
                    )
                );
        }

        return story;
    }
}
