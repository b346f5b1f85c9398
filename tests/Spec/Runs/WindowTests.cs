using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.Runs;

/// <summary>What the window of a runbook holds up, until when, and who may have a host begin all the same.</summary>
public sealed class WindowTests
{
    private static readonly StepPlace Take = new("web", "ol-web1", ReservedNames.TakeStep);
    private static readonly StepPlace Work = Take with { Step = "upgrade packages" };
    private static readonly StepPlace TakeNext = Take with { Host = "ol-web2" };

    // Some.Time is Tuesday, 03:00 UTC.
    private static readonly Window Open = new("UTC", ["daily 02:00-04:00"]);
    private static readonly Window Closed = new("UTC", ["daily 22:00-23:00"]);
    private static readonly DateTimeOffset Evening = new(2026, 11, 24, 22, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Tomorrow = new(2026, 11, 25, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void In_an_open_window_a_host_begins() =>
        Assert.Equal([new Intent.PerformStep(new(Some.Run, Take, 1))], Story.UntilWork(Plan(Open)).Agenda);

    [Fact]
    public void Before_a_closed_window_people_are_told_once_and_the_run_waits_for_it()
    {
        var story = Story.UntilWork(Plan(Closed));
        Assert.Equal([new Intent.Decide(new RunCommand.AwaitWindow("web"))], story.Agenda);
        story
            .When(new RunCommand.AwaitWindow("web"))
            .Then(
                new RunEvent.WindowAwaited("web", "ol-web1", Evening, "The window (daily 22:00-23:00 UTC) is closed.")
            );
        Assert.Equal([new Intent.WakeAt(Evening)], story.Agenda);
        Assert.Equal(Evening, Agenda.NextWake(story.Run, story.Now));
        Assert.Equal(RunStatus.AwaitingWindow, story.Run.Status);
        story.After(Evening - Some.Time);
        Assert.Equal([new Intent.PerformStep(new(Some.Run, Take, 1))], story.Agenda);
        Assert.Equal(RunStatus.Working, story.Began(Take).Run.Status);
    }

    [Fact]
    public void The_expected_time_and_the_way_back_must_fit_to_the_minute()
    {
        var story = Story.UntilWork(Plan(Open, host: 40, rollback: 20));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, Take, 1))], story.Agenda);
        story
            .After(TimeSpan.FromMinutes(1))
            .When(new RunCommand.AwaitWindow("web"))
            .Then(
                new RunEvent.WindowAwaited(
                    "web",
                    "ol-web1",
                    Tomorrow,
                    "The window closes in 59 min, at Tue 2026-11-24 04:00 UTC. The host "
                        + "is expected to take 40 min and its rollback 20 min."
                )
            );
        Assert.Equal([new Intent.WakeAt(Tomorrow)], story.Agenda);
    }

    [Fact]
    [Fault(22)]
    public void A_host_that_has_begun_is_finished_and_the_next_one_waits()
    {
        var story = Story.UntilWork(Plan(Open)).Done(Take).After(TimeSpan.FromHours(2));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, Work, 1))], story.Agenda);
        story.Done(Work);
        Assert.Equal([new Intent.Decide(new RunCommand.AwaitWindow("web"))], story.Agenda);
        story.When(new RunCommand.AwaitWindow("web"));
        Assert.Equal("ol-web2", story.Run.Awaited?.Host);
    }

    [Fact]
    public void A_first_step_that_failed_is_not_tried_again_behind_the_window()
    {
        var story = Story
            .UntilWork(Plan(Open))
            .After(TimeSpan.FromMinutes(59))
            .Began(Take)
            .When(new RunCommand.ReportOutcome(new(Some.Run, Take, 1), Outcome.Fail(FailureKind.Unreachable, "away")))
            .After(TimeSpan.FromMinutes(1));
        Assert.Equal([new Intent.Decide(new RunCommand.AwaitWindow("web"))], story.Agenda);
    }

    [Fact]
    public void A_resume_behind_the_window_waits_too()
    {
        var story = Story
            .UntilWork(Plan(Open))
            .Began(Take)
            .Given(new RunEvent.StepFailed(Take, 1, new Failure(FailureKind.HostKey, "unknown"), Facts.Empty))
            .After(TimeSpan.FromHours(5))
            .When(new PersonsCommand.Resume(Take, Some.Approver, null));
        Assert.Equal([new Intent.Decide(new RunCommand.AwaitWindow("web"))], story.Agenda);
    }

    [Fact]
    public void An_approval_that_comes_late_opens_no_window()
    {
        var story = Story.UntilApproval(Plan(Open)).After(TimeSpan.FromHours(4)).Approved(ReservedNames.PrepareStage);
        Assert.Equal([new Intent.Decide(new RunCommand.AwaitWindow("web"))], story.Agenda);
    }

    [Fact]
    public void A_step_that_was_prepared_until_the_window_had_closed_does_not_begin() =>
        Story
            .UntilWork(Plan(Open))
            .After(TimeSpan.FromHours(1))
            .When(new RunCommand.BeginStep(new(Some.Run, Take, 1), 1, Facts.Empty))
            .Then();

    [Fact]
    public void Two_hosts_at_once_are_told_once()
    {
        var plan = Plan(Closed);
        var story = Story.UntilWork(plan with { Stages = [.. plan.Stages.Select(stage => stage with { Limit = 2 })] });
        Assert.Equal([new Intent.Decide(new RunCommand.AwaitWindow("web"))], story.Agenda);
        story.When(new RunCommand.AwaitWindow("web"));
        Assert.Equal([new Intent.WakeAt(Evening)], story.Agenda);
    }

    [Fact]
    public void While_another_host_is_in_work_it_is_told_once_too_and_the_run_is_at_work()
    {
        var plan = Plan(Open);
        var story = Story
            .UntilWork(plan with { Stages = [.. plan.Stages.Select(stage => stage with { Limit = 2 })] })
            .Done(Take)
            .After(TimeSpan.FromHours(1))
            .When(new RunCommand.AwaitWindow("web"))
            .Began(Work);
        Assert.Equal([new Intent.WakeAt(Tomorrow)], story.Agenda);
        Assert.Equal(RunStatus.Working, story.Run.Status);
    }

    [Fact]
    public void A_zone_that_is_gone_holds_the_run_and_is_looked_for_every_hour()
    {
        var story = Story
            .UntilWork(Plan(new Window("Europe/Atlantis", ["daily 00:00-24:00"])))
            .When(new RunCommand.AwaitWindow("web"));
        Assert.Contains("Europe/Atlantis", story.Run.Awaited!.Why, StringComparison.Ordinal);
        Assert.Equal([new Intent.WakeAt(Some.Time.AddHours(1))], story.Agenda);
    }

    [Fact]
    public void An_approver_may_have_one_host_begin_outside_the_window()
    {
        var story = Waiting()
            .When(new PersonsCommand.WaiveWindow("ol-web1", Some.Approver, "the site is down anyhow"))
            .Then(new RunEvent.WindowWaived("web", "ol-web1", Some.Approver, "the site is down anyhow"));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, Take, 1))], story.Agenda);
        story.Done(Take).Done(Work);
        Assert.Equal([new Intent.Decide(new RunCommand.AwaitWindow("web"))], story.Agenda);
        Assert.Equal(StepPhase.Pending, story.Run.Step(TakeNext).Phase);
    }

    [Fact]
    public void Neither_the_requester_nor_a_stranger_may_nor_anybody_without_a_reason_or_for_another_host()
    {
        Waiting()
            .When(new PersonsCommand.WaiveWindow("ol-web1", Some.Requester, "mine"))
            .ThenRefused("requester")
            .Then();
        Waiting()
            .When(new PersonsCommand.WaiveWindow("ol-web1", Some.Stranger, "mine"))
            .ThenRefused("not-approver")
            .Then();
        Waiting().When(new PersonsCommand.WaiveWindow("ol-web1", Some.Approver, " ")).ThenRefused("no-reason").Then();
        Waiting()
            .When(new PersonsCommand.WaiveWindow("ol-web2", Some.Approver, "go"))
            .ThenRefused("no-window-awaited")
            .Then();
    }

    [Fact]
    public void People_are_told_what_is_waited_for_and_what_they_may_do()
    {
        var story = Waiting();
        var entry = new Entry(Some.Run, story.Run.Version + 1, story.Now, story.Decision.Events[0]);
        var note = Notes
            .From(story.Run, entry, story.Run.Evolve(entry))
            .First(note => note.Target == NoteTarget.Thread);
        Assert.Equal(
            "ol-web1: not started. The window (daily 22:00-23:00 UTC) is closed. "
                + "The run waits until Tue 2026-11-24 22:00 UTC. "
                + "An approver other than mek can start the host now: `/upgrade override 7 ol-web1 …`.",
            note.Text
        );
    }

    [Fact]
    public void An_excluded_host_waits_no_longer_and_the_next_one_is_reported()
    {
        var story = Waiting().When(new PersonsCommand.Exclude("ol-web1", Some.Requester, "its disk is broken"));
        Assert.Null(story.Run.Awaited);
        Assert.Equal([new Intent.Decide(new RunCommand.AwaitWindow("web"))], story.Agenda);
        story.When(new RunCommand.AwaitWindow("web"));
        Assert.Equal("ol-web2", story.Run.Awaited?.Host);
        Assert.Equal(RunStatus.AwaitingWindow, story.Run.Status);
        story
            .After(TimeSpan.FromMinutes(1))
            .When(new PersonsCommand.WaiveWindow("ol-web2", Some.Approver, "the site is down anyhow"))
            .Then(new RunEvent.WindowWaived("web", "ol-web2", Some.Approver, "the site is down anyhow"));
    }

    [Fact]
    public void When_the_last_host_that_waits_is_excluded_the_run_is_at_work_until_it_ends()
    {
        var story = Waiting().When(new PersonsCommand.Exclude("ol-web2", Some.Requester, "its disk is broken"));
        Assert.Equal("ol-web1", story.Run.Awaited?.Host);
        story.When(new PersonsCommand.Exclude("ol-web1", Some.Requester, "its disk is broken too"));
        Assert.Equal(RunStatus.Working, story.Run.Status);
        Assert.Equal([new Intent.Decide(new RunCommand.Finish())], story.Agenda);
    }

    private static Story Waiting() => Story.UntilWork(Plan(Closed)).When(new RunCommand.AwaitWindow("web"));

    private static Plan Plan(Window window, int? host = null, int rollback = 0) =>
        Some.Plan(Some.Stage("web", ["ol-web1", "ol-web2"], Some.Script())) with
        {
            Window = window,
            Expected = host is { } minutes
                ? new ExpectedTime(TimeSpan.FromMinutes(minutes), TimeSpan.FromMinutes(rollback))
                : null,
        };
}
