using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.Runs.Rollbacks;

/// <summary>
/// How long the rollback branch is kept, when its deletion is offered, and who may delete it.
/// </summary>
public sealed class BranchKeptTests
{
    public const string Library = "internetarchive/openlibrary";

    private const string Name = "rollback-2026-11-24-1";

    /// <summary>The evidence of the step that created it.</summary>
    public static Facts Made { get; } = Facts.Empty.Add("branch", Name).Add(Library, Story.Commit);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Keep = TimeSpan.FromDays(3);

    /// <summary>A plan with a branch that is kept this long.</summary>
    public static Plan Keeping(TimeSpan? keep)
    {
        var plan = Some.OneHost();
        var before = BuiltInSteps.Before(["ol-dev"], BuiltInOptions.Plain with { KeepsBranch = true }, Some.Rule);
        return plan with
        {
            RollbackBranch = new([Library], "production", keep),
            Stages = [.. before, .. plan.Stages.Where(stage => stage.Kind == StageKind.Upgrade)],
        };
    }

    [Fact]
    public void After_a_successful_run_it_is_offered_once_and_not_a_minute_too_early()
    {
        var story = Good();
        Assert.Equal(story.Now + Keep, BranchDecisions.DueAt(story.Run));
        story.After(Keep - Minute).When(new RunCommand.OfferBranch()).Then();
        story.After(Minute).When(new RunCommand.OfferBranch()).Then(new RunEvent.BranchOffered());
        story.After(Keep * 10).When(new RunCommand.OfferBranch()).Then();
        Assert.Null(BranchDecisions.DueAt(story.Run));
        Assert.Null(story.Run.BranchDeletedBy);
    }

    [Fact]
    public void By_default_it_is_kept_for_30_days()
    {
        var story = Good(keep: null);
        story.After(TimeSpan.FromDays(30) - Minute).When(new RunCommand.OfferBranch()).Then();
        story.After(Minute).When(new RunCommand.OfferBranch()).Then(new RunEvent.BranchOffered());
    }

    [Fact]
    public void Without_a_branch_nothing_is_offered_or_deleted()
    {
        var story = Story.UntilWork().Given(new RunEvent.RunSucceeded()).After(Keep * 100);
        story.When(new RunCommand.OfferBranch()).Then();
        story.When(new PersonsCommand.DeleteBranch(Some.Approver, null)).ThenRefused("no-branch");
        Assert.Equal("Run 7 made no rollback branch, so there is none to delete.", story.Decision.Refusal!.Sentence);
    }

    [Fact]
    public void The_branch_of_a_failed_run_is_never_offered_but_may_be_deleted()
    {
        RunEvent[] endings =
        [
            new RunEvent.RunAborted(Some.Approver, null),
            new RunEvent.RunFailed(["ol-dev"]),
            new RunEvent.RunRolledBack(["ol-dev"], []),
        ];
        foreach (var ending in endings)
        {
            var story = Branched().Given(ending).After(Keep * 100);
            story.When(new RunCommand.OfferBranch()).Then();
            story
                .When(new PersonsCommand.DeleteBranch(Some.Approver, null))
                .Then(new RunEvent.BranchDeletionRequested(Some.Approver, null));
        }
    }

    [Fact]
    public void The_branch_of_an_open_run_cannot_be_deleted()
    {
        var story = Branched().After(Keep * 100);
        story.When(new RunCommand.OfferBranch()).Then();
        story.When(new PersonsCommand.DeleteBranch(Some.Approver, "in the way")).ThenRefused("open");
        Assert.Equal(
            $"Run 7 is open, and {Name} is its way back. Delete it when the run has ended.",
            story.Decision.Refusal!.Sentence
        );
    }

    [Fact]
    public void Only_an_operator_may_delete_it()
    {
        var story = Good().When(new PersonsCommand.DeleteBranch(Some.Stranger, null)).ThenRefused("not-operator");
        Assert.Null(story.Run.BranchDeletedBy);
    }

    [Fact]
    public void A_deleted_branch_is_not_offered_and_not_deleted_again()
    {
        var story = Good();
        story
            .When(new PersonsCommand.DeleteBranch(Some.Approver, "tidy"))
            .Then(new RunEvent.BranchDeletionRequested(Some.Approver, "tidy"));
        Assert.Equal("deleted the rollback branch", story.Run.LastDecision!.What);
        story.After(Keep).When(new RunCommand.OfferBranch()).Then();
        story.When(new PersonsCommand.DeleteBranch(Some.Requester, null)).Then();
        Assert.Null(story.Decision.Refusal);
    }

    [Fact]
    public void A_person_who_did_not_see_the_last_decision_is_told_about_it_first()
    {
        var story = Branched().Given(new RunEvent.RunAborted(Some.Approver, null)).After(Keep);
        story
            .When(new PersonsCommand.DeleteBranch(Some.Requester, null) { Seen = story.Run.Version - 1 })
            .ThenRefused("overtaken");
    }

    [Fact]
    public void The_offer_names_the_branch_and_how_to_delete_it_and_deletes_nothing()
    {
        var before = Good().After(Keep);
        var (entry, after) = Appended(before, new RunEvent.BranchOffered());
        var notes = Notes.From(before.Run, entry, after);
        Assert.Equal(
            [NoteTarget.Thread, NoteTarget.Header, NoteTarget.IssueComment, NoteTarget.IssueBody],
            notes.Select(note => note.Target)
        );
        Assert.Equal(
            $"Rollback branch {Name} ({Library} at {Story.Commit}), created on 2026-11-24 03:00 UTC, was kept for 3d "
                + "after the run succeeded. You can delete it now: `/upgrade delete-branch 7`, or press the button on "
                + "the run's first message. It is never deleted automatically.",
            notes[0].Text
        );
        Assert.Contains("`olupgrade delete-branch 7`, or in Slack.", notes[2].Text, StringComparison.Ordinal);
        Assert.Equal([RunChoice.DeleteBranch], RunChoices.Of(after));
        Assert.Empty(RunChoices.Of(before.Run));
    }

    [Fact]
    public void The_deletion_is_announced_and_the_button_disappears()
    {
        var before = Good().Given(new RunEvent.BranchOffered());
        var (entry, after) = Appended(before, new RunEvent.BranchDeletionRequested(Some.Approver, "tidy"));
        var notes = Notes.From(before.Run, entry, after);
        Assert.Equal(
            [
                NoteTarget.Thread,
                NoteTarget.Header,
                NoteTarget.IssueComment,
                NoteTarget.IssueBody,
                NoteTarget.BranchDeletion,
            ],
            notes.Select(note => note.Target)
        );
        var told = $"cdrini asked to delete rollback branch {Name} ({Library} at {Story.Commit}) (tidy).";
        Assert.StartsWith(told, notes[0].Text, StringComparison.Ordinal);
        Assert.Empty(RunChoices.Of(after));
        Assert.DoesNotContain("rollback_branch", RollbackBranch.ValuesOf(after).Keys);
        Assert.Contains("rollback_branch", RollbackBranch.ValuesOf(before.Run).Keys);
    }

    [Fact]
    public void A_branch_that_a_person_attested_has_the_planned_name_and_commits()
    {
        var started = new RunEvent.StepStarted(BuiltInSteps.Branch, 1, 1, Facts.Empty.Add("branch", Name));
        var story = Story
            .UntilApproval(Keeping(Keep))
            .Given(started, new RunEvent.DoubtSettled(BuiltInSteps.Branch, 1, Happened: true, Some.Approver, null));
        Assert.Equal(
            (Name, Story.Commit),
            (RollbackBranch.Of(story.Run)!.Name, RollbackBranch.Of(story.Run)!.Commits[Library])
        );
    }

    [Fact]
    public void A_plan_without_the_setting_is_stored_as_before_the_setting_existed()
    {
        var stored = EventCodec.Encode(new RunEvent.RunRequested("key", Some.Requester, "test", Keeping(null)));
        Assert.Contains(
            $$"""
            "rollback-branch":{"repositories":["{{Library}}"],"from":"production"}
            """.Trim(),
            stored,
            StringComparison.Ordinal
        );
        var read = (RunEvent.RunRequested)EventCodec.Decode(stored);
        Assert.Equal(TimeSpan.FromDays(30), read.Plan.RollbackBranch!.KeptFor);
        var said = EventCodec.Encode(new RunEvent.RunRequested("key", Some.Requester, "test", Keeping(Keep)));
        Assert.Equal(Keep, ((RunEvent.RunRequested)EventCodec.Decode(said)).Plan.RollbackBranch!.KeptFor);
    }

    private static Story Good(TimeSpan? keep) => Branched(keep).Given(new RunEvent.RunSucceeded());

    private static Story Good() => Good(Keep);

    private static Story Branched() => Branched(Keep);

    private static Story Branched(TimeSpan? keep) =>
        Story.UntilWork(Keeping(keep)).Done(BuiltInSteps.Branch, ("branch", Name), (Library, Story.Commit));

    private static (Entry Entry, Run After) Appended(Story story, RunEvent happened)
    {
        var entry = new Entry(Some.Run, story.Run.Version + 1, story.Now, happened);
        return (entry, story.Run.Evolve(entry));
    }
}
