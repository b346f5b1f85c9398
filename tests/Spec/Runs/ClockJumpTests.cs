using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.Runs;

/// <summary>A wall clock that is moved by an hour brings no deadline nearer and puts none off.</summary>
public sealed class ClockJumpTests
{
    private static readonly StepPlace Take = new("canary", "ol-dev", ReservedNames.TakeStep);
    private static readonly StepPlace Soak = new("canary soak", StepPlace.NoHost, "soak");
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    public static TheoryData<int> Hours => [1, -1];

    [Theory]
    [MemberData(nameof(Hours))]
    public void A_soak_takes_as_long_as_ever(int hours)
    {
        var story = Soaking().After(TimeSpan.FromMinutes(2));
        Jump(story, hours);
        Assert.Equal([new Intent.WakeAt(story.Now + TimeSpan.FromMinutes(3) - Look)], story.Agenda);
        story.When(new RunCommand.EndWait(new(Some.Run, Soak, 1))).Then();
        story.After(TimeSpan.FromMinutes(3));
        Assert.Equal([new Intent.Decide(new RunCommand.EndWait(new(Some.Run, Soak, 1)))], story.Agenda);
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void An_approval_expires_and_is_reminded_of_when_it_would_have(int hours)
    {
        var story = Story.UntilApproval().After(TimeSpan.FromMinutes(10));
        Jump(story, hours);
        Assert.Equal([new Intent.WakeAt(story.Now + TimeSpan.FromMinutes(20) - Look)], story.Agenda);
        var left = Some.Rule.Expires - TimeSpan.FromMinutes(10) - Look;
        story.After(left - TimeSpan.FromSeconds(1)).When(new RunCommand.Expire(ReservedNames.PrepareStage)).Then();
        story
            .After(TimeSpan.FromSeconds(1))
            .When(new RunCommand.Expire(ReservedNames.PrepareStage))
            .Then(new RunEvent.ApprovalExpired(ReservedNames.PrepareStage));
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void A_retry_is_due_when_it_would_have_been(int hours)
    {
        var story = Story
            .UntilWork()
            .Began(Take)
            .When(new RunCommand.ReportOutcome(new(Some.Run, Take, 1), Outcome.Fail(FailureKind.Unreachable, "away")));
        Jump(story, hours);
        Assert.Equal([new Intent.WakeAt(story.Now + BuiltInSteps.Retry.Delay - Look)], story.Agenda);
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void A_step_has_as_much_time_left_as_ever(int hours)
    {
        var story = Story.UntilWork().Began(Take).After(TimeSpan.FromMinutes(1));
        Jump(story, hours);
        Assert.Equal(TimeSpan.FromMinutes(1) + Look, story.Now - story.Run.Step(Take).StartedAt);
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void A_probe_is_never_put_off_by_more_than_its_pause(int hours)
    {
        var story = Story
            .UntilWork()
            .Began(Take)
            .When(new RunCommand.ReportOutcome(new(Some.Run, Take, 1), new Outcome.Unknown("lost")))
            .When(new RunCommand.ReportProbe(new(Some.Run, Take, 1), new ProbeAnswer.CannotAsk("away")));
        Jump(story, hours);
        Assert.True(story.Run.Step(Take).ProbeAt <= story.Now + TimeSpan.FromSeconds(15));
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void What_was_set_between_the_jump_and_its_discovery_stays(int hours)
    {
        var before = Some.Time + TimeSpan.FromMinutes(2);
        var story = Story
            .UntilWork(Plan())
            .Done(Take)
            .After(TimeSpan.FromMinutes(2))
            .After(TimeSpan.FromHours(hours) + TimeSpan.FromSeconds(2))
            .Began(Soak);
        var began = story.Now;
        story.After(TimeSpan.FromSeconds(3)).When(new RunCommand.NoteClockJump(0, TimeSpan.FromHours(hours), before));
        Assert.InRange(story.Run.Step(Soak).StartedAt!.Value, began, story.Now);
    }

    [Fact]
    public void There_and_back_again_is_as_if_nothing_had_been()
    {
        var story = Soaking().After(TimeSpan.FromMinutes(2));
        Jump(story, 1);
        Jump(story, -1);
        Assert.Equal(2, story.Run.ClockJumps);
        Assert.Equal([new Intent.WakeAt(Some.Time + TimeSpan.FromMinutes(5))], story.Agenda);
    }

    [Fact]
    public void A_jump_counts_once_and_people_hear_of_it()
    {
        var story = Soaking();
        Jump(story, -1);
        story.When(new RunCommand.NoteClockJump(0, TimeSpan.FromHours(-1), story.Now)).Then();
        var jumped = new Entry(
            Some.Run,
            story.Run.Version + 1,
            story.Now,
            new RunEvent.ClockJumped(TimeSpan.FromHours(-1), story.Now)
        );
        var note = Assert.Single(Notes.From(story.Run, jumped, story.Run.Evolve(jumped)));
        Assert.StartsWith("The clock of the service's machine jumped 1 h back.", note.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_over_stays_as_it_was()
    {
        var story = Story.UntilWork().Done(Take);
        var done = story.Run.Step(Take);
        Jump(story, 1);
        Assert.Equal(done, story.Run.Step(Take));
    }

    [Fact]
    public void A_window_is_a_truth_of_the_wall_clock_and_does_not_move()
    {
        var plan = Some.OneHost() with { Window = new("UTC", ["daily 04:00-05:00"]) };
        var story = Story.UntilWork(plan).When(new RunCommand.AwaitWindow("canary"));
        Jump(story, 1);
        Assert.Equal([new Intent.PerformStep(new(Some.Run, Take, 1))], story.Agenda);
    }

    /// <summary>The clock was last seen to go right, is moved, and is seen to be wrong a little later.</summary>
    private static void Jump(Story story, int hours)
    {
        var (before, by) = (story.Now, TimeSpan.FromHours(hours));
        story.After(by + Look).When(new RunCommand.NoteClockJump(story.Run.ClockJumps, by, before));
        Assert.Equal([new RunEvent.ClockJumped(by, before)], story.Decision.Events);
    }

    private static Story Soaking() => Story.UntilWork(Plan()).Done(Take).Began(Soak);

    private static Plan Plan()
    {
        var wait = new PlannedStep(
            "soak",
            new Work.Wait(TimeSpan.FromMinutes(5)),
            TimeSpan.FromMinutes(6),
            RetryRule.Never
        );
        return Some.Plan(
            Some.Stage("canary", ["ol-dev"]),
            new PlannedStage("canary soak", StageKind.Soak, [], [wait], 1, null, null)
        );
    }
}
