using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Wording;
using static OlUpgrade.Spec.Runs.Rollbacks.RollbackStory;

namespace OlUpgrade.Spec.Wording;

/// <summary>What goes to the tracking issue, where it is more than the thread is told.</summary>
public sealed class IssueNotesTests
{
    [Fact]
    public void A_note_of_a_person_has_its_date_on_the_issue() =>
        Assert.Equal(
            ("Note by cdrini: the fans are loud", "Note by cdrini, 2026-11-24 03:00 UTC: the fans are loud"),
            Told(Story.UntilWork(), new RunEvent.NoteAdded("k", Some.Approver, "the fans are loud", "cli"))
        );

    [Fact]
    public void All_that_changed_on_a_host_stands_on_the_issue_and_the_beginning_in_the_thread()
    {
        var stage = Some.Stage("canary", ["ol-dev"], Capture("before"), Capture("after"));
        var story = Story
            .UntilWork(Some.Plan(stage))
            .Done(At("canary", "ol-dev", "take host"))
            .Done(At("canary", "ol-dev", "before"), ("packages", Packages(1)));
        story.Began(At("canary", "ol-dev", "after"));

        var (thread, issue) = Told(
            story,
            new RunEvent.StepSucceeded(At("canary", "ol-dev", "after"), 1, Facts.Empty.Add("packages", Packages(2)))
        );

        Assert.Contains("; and 5 more.", thread, StringComparison.Ordinal);
        Assert.Equal(15, issue!.Split('\n').Count(line => line.StartsWith("- package-", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_end_is_told_by_the_report_and_closes_the_issue(bool isGood)
    {
        RunEvent end = isGood ? new RunEvent.RunSucceeded() : new RunEvent.RunAborted(Some.Requester, null);

        var notes = From(Story.UntilWork(), end);

        Assert.Contains(NoteTarget.Report, notes.Select(note => note.Target));
        Assert.Contains(NoteTarget.IssueClose, notes.Select(note => note.Target));
        Assert.DoesNotContain(NoteTarget.IssueComment, notes.Select(note => note.Target));
    }

    [Fact]
    public void Whoever_ends_it_once_more_makes_no_second_report_and_no_second_post_mortem()
    {
        var story = Unhealthy().When(new PersonsCommand.Abort(Some.Requester, null));

        var targets = From(story, new RunEvent.RunAborted(Some.Requester, null, Stops: true))
            .Select(note => note.Target)
            .ToList();

        Assert.Contains(NoteTarget.IssueComment, targets);
        Assert.DoesNotContain(NoteTarget.Report, targets);
        Assert.DoesNotContain(NoteTarget.PostMortem, targets);
    }

    [Fact]
    public void A_run_that_had_ended_has_its_issue_opened_again_when_it_goes_back_and_an_open_one_has_not()
    {
        var asked = new RunEvent.RollbackAsked("all", ["ol-web1", "ol-dev"], Some.Approver, null, IsEmergency: false);

        Assert.DoesNotContain(From(Unhealthy(), asked), note => note.Target == NoteTarget.IssueReopen);
        Assert.Contains(From(Unhealthy().When(new PersonsCommand.Abort(Some.Requester, null)), asked), note =>
            note.Target == NoteTarget.IssueReopen
        );
    }

    [Fact]
    public void The_header_shows_each_step_of_a_host_as_it_begins_and_nobody_is_told_of_it()
    {
        var story = Story.UntilWork().Done(At("canary", "ol-dev", "take host"));
        var first = new RunEvent.StepStarted(At("canary", "ol-dev", "upgrade packages"), 1, 1, Facts.Empty);

        Assert.Equal([NoteTarget.Header], From(story, first).Select(note => note.Target));
        Assert.Empty(From(story, first with { Attempt = 2 }));
        Assert.Empty(Notes.Of(story.Run, [new Entry(story.Run.Id, story.Run.Version + 1, story.Now, first)]));
    }

    private static PlannedStep Capture(string name) => Step(name, new Work.Capture(["packages"]));

    private static string Packages(int version) =>
        string.Join('\n', Enumerable.Range(10, 15).Select(number => $"package-{number} {version}.0"));

    private static (string? Thread, string? Issue) Told(Story story, RunEvent happened)
    {
        var notes = From(story, happened);
        return (Of(NoteTarget.Thread), Of(NoteTarget.IssueComment));

        string? Of(NoteTarget target) => notes.FirstOrDefault(note => note.Target == target)?.Text;
    }

    private static ImmutableArray<Note> From(Story story, RunEvent happened)
    {
        var before = story.Run;
        var entry = new Entry(before.Id, before.Version + 1, story.Now, happened);
        return Notes.From(before, entry, before.Evolve(entry));
    }
}
