using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Spec.Support;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.Wording;

/// <summary>What whoever reads along is told, entry by entry.</summary>
public sealed class NotesTests
{
    private static readonly StepPlace Take = new("canary", "ol-dev", ReservedNames.TakeStep);
    private static readonly StepPlace Upgrade = new("canary", "ol-dev", "upgrade packages");
    private static readonly Failure Locked = new(FailureKind.ExitCode, "apt was locked.");

    [Fact]
    public void A_failure_that_is_tried_again_is_told_once_and_not_as_the_end()
    {
        var story = Story.UntilWork().Done(Take).Began(Upgrade);
        var failed = new RunEvent.StepFailed(Upgrade, 1, Locked, Facts.Empty);
        Assert.Equal(
            ["ol-dev: upgrade packages: failed, trying again at 03:00:00 UTC (attempt 2). apt was locked."],
            Told(story, failed, new RunEvent.RetryScheduled(Upgrade, 2, story.Now))
        );
    }

    [Fact]
    public void A_failure_for_good_is_told_with_what_people_may_do()
    {
        var story = Story.UntilWork().Done(Take).Began(Upgrade);
        var sentence = Assert.Single(Told(story, new RunEvent.StepFailed(Upgrade, 1, Locked, Facts.Empty)));
        Assert.StartsWith(
            "ol-dev: upgrade packages: failed (exit code). apt was locked.",
            sentence,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "`olupgrade abort 7`: end the run and leave every host as it is",
            sentence,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\nol-dev is taken by this run and was not taken out of service.\nThe run is paused",
            sentence,
            StringComparison.Ordinal
        );
        Assert.Contains("`olupgrade rollback 7 all`: roll back ol-dev", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_says_what_was_last_noted_on_the_host()
    {
        var note = new StepPlace("canary", "ol-dev", "note");
        var plan = Some.Plan(
            Some.Stage(
                "canary",
                ["ol-dev"],
                new PlannedStep("note", new Work.Capture(["versions"]), TimeSpan.FromMinutes(1), RetryRule.Never),
                Some.Script()
            )
        );
        var story = Story
            .UntilWork(plan)
            .Done(Take)
            .Done(note, (HostVersions.VersionsFact, "docker 26.1\npython 3.11"))
            .Began(Upgrade);
        var sentence = Assert.Single(Told(story, new RunEvent.StepFailed(Upgrade, 1, Locked, Facts.Empty)));
        Assert.Contains("Last known versions: docker 26.1, python 3.11.", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Questions_are_told_to_those_who_do_not_see_them_in_Slack()
    {
        var gated = Some.Stage("home", ["ol-home"], Some.Script()) with { Gate = Some.Rule };
        var story = Story.UntilWork(Some.Plan(gated)).Began(AskStep.Place("home"));
        var asked = new RunEvent.StepSucceeded(AskStep.Place("home"), 1, Facts.Empty);
        Assert.Equal(["Stage home is waiting for approval."], Told(story, asked));
        var early = new Story().Opened().Began(BuiltInSteps.PlanMessage);
        Assert.Equal(
            ["Plan posted, waiting for approval."],
            Told(early, new RunEvent.StepSucceeded(BuiltInSteps.PlanMessage, 1, Facts.Empty))
        );
    }

    [Fact]
    public void What_only_machines_care_about_is_not_told()
    {
        var story = Story.UntilWork().Done(Take);
        Assert.Empty(
            Told(
                story,
                new RunEvent.RunTakenOver("test", 2),
                new RunEvent.StepStarted(Upgrade, 1, 2, Facts.Empty),
                new RunEvent.StepNotHappened(Upgrade, 1, "It never began.")
            )
        );
    }

    [Fact]
    public void However_the_entries_are_cut_the_same_is_told()
    {
        var entries = RecordedJournal.Named("0.1.0-seed-286");
        var whole = Notes.Of(Run.Initial(new RunId(1)), entries).ToList();
        var run = Run.Initial(new RunId(1));
        var pieces = new List<(Entry Entry, string Sentence)>();
        foreach (var entry in entries)
        {
            pieces.AddRange(Notes.Of(run, [entry]));
            run = run.Evolve(entry);
        }

        Assert.Equal(whole, pieces);
        Assert.True(whole.Count > 20);
    }

    private static List<string> Told(Story story, params RunEvent[] events)
    {
        var before = story.Run;
        var entries = events.Select(
            (happened, at) => new Entry(before.Id, before.Version + 1 + at, story.Now, happened)
        );
        return [.. Notes.Of(before, [.. entries]).Select(told => told.Sentence)];
    }
}
