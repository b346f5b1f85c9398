using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Spec.Support;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.Runs;

/// <summary>
/// What people may choose when a step failed, and what each choice reaches: that step on that host, nothing else.
/// </summary>
public sealed class ChoiceTests
{
    private static readonly Failure Broken = new(
        FailureKind.ExitCode,
        "The command on ol-web1 ended with exit code 100."
    );

    private static Plan TwoHosts { get; } =
        Some.Plan(
            Some.Stage("canary", ["ol-dev"], Some.Script(), Rebooting()),
            Some.Stage("web", ["ol-web1", "ol-web2"], Some.Script(), Rebooting())
        );

    private static PlannedStep Rebooting() =>
        new("reboot", new Work.Reboot(TimeSpan.Zero, AlsoBack: true), TimeSpan.FromMinutes(10), RetryRule.Never);

    private static StepPlace At(string stage, string host, string step = "upgrade packages") => new(stage, host, step);

    /// <summary>A run in which this step failed on ol-web1, the first of two hosts.</summary>
    internal static Story Failed(string step = "upgrade packages")
    {
        var story = Story.UntilWork(TwoHosts);
        foreach (var done in TwoHosts.Stage("canary").Steps)
            story.Done(At("canary", "ol-dev", done.Name));
        foreach (var done in TwoHosts.Stage("web").Steps.TakeWhile(one => one.Name != step))
            story.Done(At("web", "ol-web1", done.Name));
        return story
            .Began(At("web", "ol-web1", step))
            .Given(new RunEvent.StepFailed(At("web", "ol-web1", step), 1, Broken, Facts.Empty));
    }

    [Fact]
    public void Retry_begins_the_failed_step_again_on_that_host_alone()
    {
        var story = Failed().When(new PersonsCommand.Retry(null, Some.Approver, "apt was mended"));
        story.Then(new RunEvent.StepResumed(At("web", "ol-web1"), 1, Some.Approver, "apt was mended"));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, At("web", "ol-web1"), 2))], story.Agenda);
    }

    [Fact]
    public void Resume_looks_first_whether_the_reboot_was_done_by_hand()
    {
        var story = Failed("reboot").When(new PersonsCommand.Resume(null, Some.Approver, null));
        story.Then(new RunEvent.StepResumed(At("web", "ol-web1", "reboot"), 1, Some.Approver, null, LooksFirst: true));
        Assert.Equal([new Intent.ProbeStep(new(Some.Run, At("web", "ol-web1", "reboot"), 1))], story.Agenda);
        Assert.True(story.Run.Step(At("web", "ol-web1", "reboot")).IsBeingChecked);
    }

    [Fact]
    public void A_reboot_that_was_done_by_hand_is_not_repeated()
    {
        var story = Failed("reboot").When(new PersonsCommand.Resume(null, Some.Approver, null));
        story.When(
            new RunCommand.ReportProbe(
                new(Some.Run, At("web", "ol-web1", "reboot"), 1),
                new ProbeAnswer.Happened(Outcome.Done())
            )
        );
        Assert.Equal(
            [new Intent.PerformStep(new(Some.Run, At("web", "ol-web2", ReservedNames.TakeStep), 1))],
            story.Agenda
        );
    }

    [Fact]
    public void A_reboot_that_was_not_done_begins_again()
    {
        var story = Failed("reboot").When(new PersonsCommand.Resume(null, Some.Approver, null));
        story.When(
            new RunCommand.ReportProbe(
                new(Some.Run, At("web", "ol-web1", "reboot"), 1),
                new ProbeAnswer.DidNotHappen("Old boot ID.")
            )
        );
        Assert.Equal([new Intent.PerformStep(new(Some.Run, At("web", "ol-web1", "reboot"), 2))], story.Agenda);
    }

    [Fact]
    public void Skip_goes_on_with_the_next_step_of_that_host_and_needs_a_reason()
    {
        var story = Failed();
        story.When(new PersonsCommand.Skip(null, Some.Approver, " ")).ThenRefused("no-reason");
        story
            .When(new PersonsCommand.Skip(null, Some.Approver, "nothing to upgrade"))
            .Then(new RunEvent.StepSkipped(At("web", "ol-web1"), 1, Some.Approver, "nothing to upgrade"));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, At("web", "ol-web1", "reboot"), 1))], story.Agenda);
        Assert.Equal(StepPhase.Pending, story.Run.Step(At("web", "ol-web2")).Phase);
    }

    [Fact]
    public void What_everything_else_rests_on_cannot_be_skipped()
    {
        var take = At("web", "ol-web1", ReservedNames.TakeStep);
        var story = Failed().Given(new RunEvent.StepFailed(take, 1, Broken, Facts.Empty));
        story.When(new PersonsCommand.Skip(take, Some.Approver, "I know better")).ThenRefused("needed");
        Assert.Contains("exclude 7 --host ol-web1", story.Decision.Refusal!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Exclude_leaves_the_host_and_goes_on_with_the_next_one()
    {
        var story = Failed().When(new PersonsCommand.Exclude("ol-web1", Some.Approver, "its disk is dying"));
        story.Then(new RunEvent.HostExcluded("ol-web1", Some.Approver, "its disk is dying"));
        Assert.Equal(
            [new Intent.PerformStep(new(Some.Run, At("web", "ol-web2", ReservedNames.TakeStep), 1))],
            story.Agenda
        );
        Assert.Equal(HostState.Excluded, FleetTable.Of(story.Run).Single(row => row.Host == "ol-web1").State);
    }

    [Fact]
    public void A_host_that_waits_its_turn_can_be_excluded_and_is_never_begun()
    {
        var story = Failed().When(new PersonsCommand.Exclude("ol-web2", Some.Approver, "somebody works there"));
        story.When(new PersonsCommand.Exclude("ol-web1", Some.Approver, "broken"));
        Assert.Equal([new Intent.Decide(new RunCommand.Finish())], story.Agenda);
        story.When(new RunCommand.Finish()).Then(new RunEvent.RunSucceeded());
        Assert.DoesNotContain(story.Run.Steps.Values, step => step.Place is { Host: "ol-web2", Stage: "web" });
    }

    [Theory]
    [InlineData("no-such-host", "ol-covers", "x")]
    [InlineData("no-reason", "ol-web1", "")]
    public void An_exclusion_that_means_nothing_is_refused(string code, string host, string reason) =>
        Failed().When(new PersonsCommand.Exclude(host, Some.Approver, reason)).ThenRefused(code);

    [Fact]
    public void A_host_at_work_is_not_excluded()
    {
        var story = Story
            .UntilWork(TwoHosts)
            .Done(At("canary", "ol-dev", ReservedNames.TakeStep))
            .Began(At("canary", "ol-dev"));
        story.When(new PersonsCommand.Exclude("ol-dev", Some.Approver, "x")).ThenRefused("at-work");
    }

    [Fact]
    public void Nobody_skips_retries_or_excludes_what_nobody_knows()
    {
        var story = Failed().Given(new RunEvent.StepUnknown(At("web", "ol-web1"), 1, "The ledger is gone."));
        story.When(new PersonsCommand.Skip(null, Some.Approver, "x")).ThenRefused("unknown-first");
        story.When(new PersonsCommand.Retry(null, Some.Approver, "x")).ThenRefused("unknown-first");
        story.When(new PersonsCommand.Exclude("ol-web1", Some.Approver, "x")).ThenRefused("unknown-first");
    }

    [Fact]
    public void A_held_run_begins_nothing_until_somebody_says_resume()
    {
        var story = Story.UntilWork(TwoHosts).Done(At("canary", "ol-dev", ReservedNames.TakeStep));
        story
            .When(new PersonsCommand.Halt(Some.Approver, "a talk is on"))
            .Then(new RunEvent.RunHalted(Some.Approver, "a talk is on"));
        Assert.Empty(story.Agenda);
        Assert.Equal(RunStatus.Halted, story.Run.Status);
        story.When(new RunCommand.BeginStep(new(Some.Run, At("canary", "ol-dev"), 1), 1, Facts.Empty)).Then();
        story
            .When(new PersonsCommand.Resume(null, Some.Approver, null))
            .Then(new RunEvent.RunResumed(Some.Approver, null));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, At("canary", "ol-dev"), 1))], story.Agenda);
    }

    [Fact]
    public void What_is_in_hand_when_the_run_is_held_ends_and_is_probed_when_in_doubt()
    {
        var story = Story
            .UntilWork(TwoHosts)
            .Done(At("canary", "ol-dev", ReservedNames.TakeStep))
            .Began(At("canary", "ol-dev"));
        story.When(new PersonsCommand.Halt(Some.Approver, null)).Given(new RunEvent.RunTakenOver("next", 2));
        Assert.Equal([new Intent.ProbeStep(new(Some.Run, At("canary", "ol-dev"), 1))], story.Agenda);
        story.When(new RunCommand.ReportOutcome(new(Some.Run, At("canary", "ol-dev"), 1), Outcome.Done()));
        Assert.Empty(story.Agenda);
    }

    [Fact]
    public void Only_operators_choose()
    {
        foreach (
            RunCommand command in new RunCommand[]
            {
                new PersonsCommand.Retry(null, Some.Stranger, null),
                new PersonsCommand.Skip(null, Some.Stranger, "x"),
                new PersonsCommand.Exclude("ol-web1", Some.Stranger, "x"),
                new PersonsCommand.Halt(Some.Stranger, null),
                new PersonsCommand.RollBack("all", Some.Stranger, null, IsEmergency: true),
            }
        )
            Failed().When(command).ThenRefused("not-operator");
    }

    [Fact]
    public void Nobody_answers_and_is_reminded_ever_more_rarely_and_nothing_goes_on_by_itself()
    {
        var story = Failed();
        var minutes = new List<double>();
        for (var reminder = 1; reminder <= 8; reminder++)
        {
            var due = Assert.IsType<Intent.WakeAt>(Assert.Single(story.Agenda)).At;
            minutes.Add((due - Some.Time).TotalMinutes);
            story.When(new RunCommand.RemindDecision(At("web", "ol-web1"), reminder)).Then();
            story.After(due - story.Now).When(new RunCommand.RemindDecision(At("web", "ol-web1"), reminder));
            story.Then(new RunEvent.DecisionReminded(At("web", "ol-web1"), reminder));
        }

        Assert.Equal([30, 60, 120, 240, 480, 960, 1920, 3840], minutes);
        Assert.Empty(story.After(TimeSpan.FromDays(30)).Agenda);
        Assert.Equal(RunStatus.Paused, story.Run.Status);
    }

    [Fact]
    public void From_the_second_reminder_on_the_second_channel_is_told_too()
    {
        var plan = TwoHosts with { Approval = TwoHosts.Approval with { SecondChannel = "#staff" } };
        var run = Story
            .UntilWork(plan)
            .Given(new RunEvent.StepFailed(At("canary", "ol-dev"), 1, Broken, Facts.Empty))
            .Run;
        Assert.Equal([NoteTarget.Thread], TargetsOf(run, 1));
        Assert.Equal([NoteTarget.Thread, NoteTarget.SecondChannel], TargetsOf(run, 2));
        Assert.Equal([NoteTarget.Thread], TargetsOf(run with { Plan = TwoHosts }, 2));
    }

    private static IEnumerable<NoteTarget> TargetsOf(Run run, int reminder)
    {
        var entry = new Entry(
            Some.Run,
            run.Version + 1,
            Some.Time,
            new RunEvent.DecisionReminded(At("canary", "ol-dev"), reminder)
        );
        return Notes.From(run, entry, run.Evolve(entry)).Select(note => note.Target);
    }

    [Fact]
    public void A_run_that_left_something_out_says_so_at_its_end()
    {
        var story = Failed().When(new PersonsCommand.Exclude("ol-web1", Some.Approver, "broken"));
        foreach (var step in TwoHosts.Stage("web").Steps)
            story.Done(At("web", "ol-web2", step.Name));
        var before = story.Run;
        story.When(new RunCommand.Finish());
        var note = Notes.From(
            before,
            new Entry(Some.Run, before.Version + 1, story.Now, new RunEvent.RunSucceeded()),
            story.Run
        )[0];
        Assert.Equal("2 of 3 hosts are done. Excluded: ol-web1.", note.Text);
    }

    [Fact]
    public void A_decision_stands_in_the_journal_with_its_door_and_the_state_that_was_seen()
    {
        var story = Failed().When(new PersonsCommand.Retry(null, Some.Approver, null) { Seen = 12, Door = Door.Slack });
        var resumed = Assert.IsType<RunEvent.StepResumed>(Assert.Single(story.Decision.Events));
        Assert.Equal(("slack", 12), (resumed.Through, resumed.SawState));
        Assert.All(story.Entries.SkipLast(1), entry => Assert.Null(entry.Event.Through));
    }
}
