using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Spec.Support;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.Runs;

/// <summary>
/// Which hosts are out of service, how many may be, and how a rollback takes one out and puts it back.
/// </summary>
public sealed class DrainTests
{
    private static readonly Failure Sick = new(
        FailureKind.Unhealthy,
        "ol-web1 is not healthy and was not returned: nginx is down"
    );
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static Plan ThreeHosts(int limit = 1) =>
        Some.Plan(
            Some.Stage(
                "web",
                ["ol-web1", "ol-web2", "ol-web3"],
                Step("drain", new Work.Drain("disable", null), 2),
                Step("upgrade", new Work.Run("apt-get upgrade", null, "apt-get downgrade"), 30),
                Step("reboot", new Work.Reboot(TimeSpan.Zero), 10),
                Step("check health", new Work.Health(1, TimeSpan.FromSeconds(1)), 5),
                Step("return", new Work.Return("enable", null), 3)
            ) with
            {
                Limit = limit,
            }
        );

    private static PlannedStep Step(string name, Work work, int minutes) =>
        new(name, work, TimeSpan.FromMinutes(minutes), RetryRule.Never);

    private static StepPlace At(string host, string step) => new("web", host, step);

    private static Story Done(Story story, string host, string? until = null)
    {
        foreach (var step in story.Run.Plan!.Stage("web").Steps.TakeWhile(one => one.Name != until))
            story.After(Minute).Done(At(host, step.Name));
        return story;
    }

    private static Story NotReturned(int limit = 1) =>
        Done(Story.UntilWork(ThreeHosts(limit)), "ol-web1", until: "return")
            .Given(new RunEvent.StepFailed(At("ol-web1", "return"), 1, Sick, Facts.Empty));

    private static Intent Take(string host) => new Intent.PerformStep(new(Some.Run, At(host, "take host"), 1));

    private static string Choices(Story story) => ChoiceText.Of(story.Run, story.Run.Stuck.Single(), Door.CommandLine);

    private static HostRow Row(Story story, string host) => FleetTable.Of(story.Run).Single(row => row.Host == host);

    [Fact]
    public void A_host_is_out_of_service_from_the_begin_of_its_drain_to_the_end_of_its_return()
    {
        var story = Done(Story.UntilWork(ThreeHosts()), "ol-web1", until: "drain");
        Assert.Null(Row(story, "ol-web1").OutSince);
        var drained = story.After(Minute).Began(At("ol-web1", "drain")).Now;
        Assert.Equal(drained, Row(story, "ol-web1").OutSince);
        story = Done(Story.UntilWork(ThreeHosts()), "ol-web1", until: "return");
        Assert.Equal(Some.Time + (2 * Minute), Row(story, "ol-web1").OutSince);
        Assert.EndsWith("; out of service since 03:02", StateText.Of(Row(story, "ol-web1")), StringComparison.Ordinal);
        story.Began(At("ol-web1", "return"));
        Assert.True(OutOfService.IsDrained(story.Run, "ol-web1"));
        Assert.Null(Row(Done(Story.UntilWork(ThreeHosts()), "ol-web1"), "ol-web1").OutSince);
        Assert.Equal("", StateText.Service(null, null));
    }

    [Theory]
    [InlineData("upgrade", true, false)]
    [InlineData("upgrade", false, false)]
    [InlineData("reboot", true, true)]
    [InlineData("check health", true, false)]
    [InlineData("check health", false, true)]
    public void Without_a_drain_a_host_is_out_while_what_was_begun_may_have_taken_it_down(
        string step,
        bool endsWell,
        bool isOut
    )
    {
        var plan = Some.Plan(
            Some.Stage(
                "web",
                ["ol-web1"],
                [.. ThreeHosts().Stage("web").Steps.Where(one => one.Name is "upgrade" or "reboot" or "check health")]
            )
        );
        var story = Done(Story.UntilWork(plan), "ol-web1", until: step);
        if (endsWell)
            story.Done(At("ol-web1", step));
        else
            story.Began(At("ol-web1", step)).Given(new RunEvent.StepFailed(At("ol-web1", step), 1, Sick, Facts.Empty));
        Assert.Equal(isOut, Row(story, "ol-web1").OutSince is not null);
    }

    [Fact]
    [Finding("H31")]
    public void A_host_on_which_only_a_command_failed_is_taken_and_not_out_of_service()
    {
        var plan = Some.Plan(Some.Stage("web", ["ol-web1", "ol-web2"], Some.Script()));
        var failed = At("ol-web1", "upgrade packages");
        var story = Story.UntilWork(plan).Done(At("ol-web1", "take host"));
        Assert.Equal(Some.Time, Row(story, "ol-web1").TakenSince);
        story.Given(new RunEvent.StepFailed(failed, 1, Sick, Facts.Empty));
        story = story.After(Minute);
        var row = Row(story, "ol-web1");
        Assert.Null(row.OutSince);
        Assert.EndsWith("; taken since 03:00", StateText.Of(row), StringComparison.Ordinal);
        var note = NoteText.Of(story.Entries[^1].Event, story.Run, story.Run, Door.CommandLine);
        Assert.Contains(
            "ol-web1 is taken by this run and was not taken out of service.",
            note,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("has been out of service", note, StringComparison.Ordinal);
        Assert.Null(Row(story, "ol-web2").TakenSince);
        story.When(new PersonsCommand.Abort(Some.Approver, "tomorrow"));
        Assert.Null(Row(story, "ol-web1").TakenSince);
    }

    [Fact]
    [Finding("H31")]
    public void A_command_that_failed_still_counts_toward_the_limit()
    {
        var story = Story
            .UntilWork(Some.Plan(Some.Stage("web", ["ol-web1", "ol-web2"], Some.Script())))
            .Done(At("ol-web1", "take host"))
            .Began(At("ol-web1", "upgrade packages"))
            .Given(new RunEvent.StepFailed(At("ol-web1", "upgrade packages"), 1, Sick, Facts.Empty));
        Assert.Equal(["ol-web1"], OutOfService.Counted(story.Run));
        Assert.Equal(["ol-web1"], OutOfService.InTurn(story.Run, story.Run.Plan!.Stage("web")));
    }

    [Fact]
    public void A_silence_ends_by_itself_after_all_that_the_steps_up_to_the_return_may_take_whoever_looks()
    {
        var story = Done(Story.UntilWork(ThreeHosts()), "ol-web1", until: "drain")
            .After(Minute)
            .Began(At("ol-web1", "drain"));
        var end = story.Now + TimeSpan.FromMinutes(2 + 30 + 10 + 5 + 3);
        Assert.Equal(end, MonitoringSilence.EndOf(story.Run, At("ol-web1", "drain")));
        story.After(Minute).Given(new RunEvent.RunTakenOver("successor", 2));
        Assert.Equal(end, MonitoringSilence.EndOf(story.Run, At("ol-web1", "drain")));
        Assert.Equal(
            "2026-11-25T22:10:00Z",
            MonitoringSilence.InScript(new(2026, 11, 25, 23, 10, 0, TimeSpan.FromHours(1)))
        );
    }

    [Fact]
    public void A_return_that_failed_stops_the_run_and_its_skip_is_refused_while_it_would_leave_too_many_out()
    {
        var story = NotReturned();
        Assert.Equal(RunStatus.Paused, story.Run.Status);
        Assert.DoesNotContain(story.Agenda, intent => intent is Intent.PerformStep);
        story.When(new PersonsCommand.Skip(null, Some.Approver, "no time")).ThenRefused("too-many-out");
        Assert.Contains("exclude 7 --host ol-web1", story.Decision.Refusal!.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("skip 7", Choices(story), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_limit_allows_it_a_host_may_stay_out_and_fewer_others_go_at_once()
    {
        var story = Done(NotReturned(limit: 2), "ol-web2", until: "return");
        Assert.Contains("on ol-web1, which stays out of service", Choices(story), StringComparison.Ordinal);
        story.When(new PersonsCommand.Skip(null, Some.Approver, "its disk is looked at"));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, At("ol-web2", "return"), 1))], story.Agenda);
        story.Done(At("ol-web2", "return"));
        Assert.Equal([Take("ol-web3")], story.Agenda);
        Assert.Equal(HostState.Done, Row(story, "ol-web1").State);
        Assert.NotNull(Row(story, "ol-web1").OutSince);
    }

    [Fact]
    public void A_second_host_may_not_stay_out_when_none_could_follow_any_more()
    {
        var story = Done(NotReturned(limit: 2), "ol-web2", until: "return")
            .When(new PersonsCommand.Skip(null, Some.Approver, "later"));
        story.Given(new RunEvent.StepFailed(At("ol-web2", "return"), 1, Sick, Facts.Empty)).After(Minute);
        story.When(new PersonsCommand.Skip(null, Some.Approver, "this one too")).ThenRefused("too-many-out");
        story.When(new PersonsCommand.Exclude("ol-web2", Some.Approver, "this one too"));
        Assert.Equal([Take("ol-web3")], story.Agenda);
    }

    [Fact]
    public void The_last_host_may_stay_out_because_nothing_follows_it()
    {
        var story = Done(Done(Done(Story.UntilWork(ThreeHosts()), "ol-web1"), "ol-web2"), "ol-web3", until: "return");
        story
            .Given(new RunEvent.StepFailed(At("ol-web3", "return"), 1, Sick, Facts.Empty))
            .When(new PersonsCommand.Skip(null, Some.Approver, "tomorrow"));
        Assert.Equal([new Intent.Decide(new RunCommand.Finish())], story.Agenda);
        Assert.NotNull(Row(story, "ol-web3").OutSince);
    }

    [Fact]
    public void An_excluded_host_stays_out_of_service_counts_no_more_and_people_are_told_so()
    {
        var story = NotReturned();
        Assert.Contains(
            "leave ol-web1 as it is and continue with the other hosts; "
                + "it stays down and no longer counts toward the limit",
            Choices(story),
            StringComparison.Ordinal
        );
        var before = story.Run;
        story.When(new PersonsCommand.Exclude("ol-web1", Some.Approver, "its disk is dying"));
        Assert.Equal([Take("ol-web2")], story.Agenda);
        Assert.StartsWith(
            "excluded; out of service since",
            StateText.Of(Row(story, "ol-web1")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "It stays down and no longer counts toward the limit",
            NoteText.Of(story.Entries[^1].Event, before, story.Run, Door.CommandLine),
            StringComparison.Ordinal
        );
    }

    private static Story Turned(Story story, string target = "all") =>
        story
            .After(Minute)
            .When(new PersonsCommand.RollBack(target, Some.Approver, "readers see errors"))
            .When(new RunCommand.PlanRollback());

    [Fact]
    public void A_host_that_is_still_drained_is_not_drained_again_and_returned_before_the_proof() =>
        Assert.Equal(
            ["take host", "undo: upgrade", "check health", "return", RollbackPlanner.ProveStep, "release host"],
            Turned(NotReturned()).Run.StagesAhead.Single().Steps.Select(step => step.Name)
        );

    [Fact]
    public void A_host_that_was_returned_is_drained_again_before_anything_is_undone()
    {
        var story = Turned(Done(Story.UntilWork(ThreeHosts()), "ol-web1"));
        var stage = story.Run.StagesAhead.Single();
        Assert.Equal(
            [
                "take host",
                "drain",
                "undo: upgrade",
                "check health",
                "return",
                RollbackPlanner.ProveStep,
                "release host",
            ],
            stage.Steps.Select(step => step.Name)
        );
        foreach (var step in stage.Steps.TakeWhile(step => step.Name != "return"))
            story.After(Minute).Done(new(stage.Name, "ol-web1", step.Name));
        Assert.Equal(story.Run.Step(new(stage.Name, "ol-web1", "drain")).StartedAt, Row(story, "ol-web1").OutSince);
        story.After(Minute).Done(new(stage.Name, "ol-web1", "return"));
        Assert.Null(Row(story, "ol-web1").OutSince);
    }

    [Fact]
    public void A_host_that_was_only_drained_is_returned_by_a_rollback()
    {
        var story = Done(Story.UntilWork(ThreeHosts()), "ol-web1", until: "drain")
            .After(Minute)
            .Began(At("ol-web1", "drain"));
        story.Given(new RunEvent.StepFailed(At("ol-web1", "drain"), 1, Sick, Facts.Empty));
        Assert.Equal(
            ["take host", "check health", "return", RollbackPlanner.ProveStep, "release host"],
            Turned(story).Run.StagesAhead.Single().Steps.Select(step => step.Name)
        );
    }

    [Fact]
    public void Hosts_that_are_out_go_back_before_any_other_is_taken_out_beside_them()
    {
        var story = Done(NotReturned(limit: 2), "ol-web2");
        Assert.Equal(["ol-web1", "ol-web2"], RollbackPlanner.Touched(story.Run));
        story.When(new PersonsCommand.Skip(null, Some.Approver, "later")).After(Minute);
        story.When(new PersonsCommand.RollBack("ol-web2", Some.Approver, null)).ThenRefused("half-way");
        Assert.Equal(
            ["rollback ol-web1", "rollback ol-web2"],
            Turned(story).Run.StagesAhead.Select(stage => stage.Name)
        );
    }
}
