using OlUpgrade.GitHub;
using OlUpgrade.Hosting.Api;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Decisions;

/// <summary>
/// A run that waits for its window, as people see it from outside, and the word that has a host begin all the same.
/// </summary>
public sealed class WindowDecisionTests
{
    private const string Waits = "ol-dev until Tue 2026-11-24 22:00 UTC. The window (daily 22:00-23:00 UTC) is closed.";

    private static readonly Run Waiting = Story
        .UntilWork(Some.OneHost() with { Window = new("UTC", ["daily 22:00-23:00"]) })
        .When(new RunCommand.AwaitWindow("canary"))
        .Run;

    [Fact]
    public void Status_header_and_issue_say_what_is_waited_for()
    {
        var view = RunView.Of(Waiting);
        Assert.Equal("AwaitingWindow", view.Status);
        Assert.Equal(Waits, view.WaitsFor);
        Assert.Contains($"State: waiting for the window: {Waits}", HeaderText.Of(Waiting), StringComparison.Ordinal);
        Assert.Contains(
            "**State:** waiting for the window: ol-dev until Tue 2026-11-24 22:00 UTC.",
            IssueProgress.Of(Waiting, []),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_plan_that_people_approve_names_the_window()
    {
        Assert.Contains(
            "Hosts start only within daily 22:00-23:00 UTC.",
            PlanMessage.Of(Waiting),
            StringComparison.Ordinal
        );
        var plan = Waiting.Plan! with { Expected = new(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(10)) };
        Assert.Contains(
            "UTC, while enough of it is left: 30 min for the host and 10 min for its rollback.",
            PlanMessage.Of(Waiting with { Plan = plan }),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_override_of_the_host_that_waits_is_of_the_window()
    {
        var (command, problem) = DecisionReader.Read(
            Waiting,
            Some.Approver,
            new("override") { Host = "ol-dev", Reason = "it is down anyhow" }
        );
        Assert.Null(problem);
        Assert.Equal(
            new PersonsCommand.WaiveWindow("ol-dev", Some.Approver, "it is down anyhow") { Door = Door.CommandLine },
            command
        );
    }

    [Fact]
    public void An_override_of_another_host_is_refused()
    {
        var (command, problem) = DecisionReader.Read(
            Waiting,
            Some.Approver,
            new("override") { Host = "ol-web1", Reason = "go" }
        );
        Assert.Null(command);
        Assert.Equal("No step on ol-web1 waits for a decision in run 7.", problem);
    }
}
