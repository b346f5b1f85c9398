using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Runs;

/// <summary>Two people choose at once, or one of them on an old page.</summary>
public sealed class RivalChoiceTests
{
    [Fact]
    [Fault(23)]
    public void Of_two_choices_in_the_same_seconds_the_second_is_told_who_said_what()
    {
        var story = ChoiceTests.Failed().When(new PersonsCommand.Retry(null, Some.Requester, null));
        story.When(new PersonsCommand.RollBack("all", Some.Approver, "it will not work")).ThenRefused("overtaken");
        Assert.StartsWith(
            "mek resumed ol-web1: upgrade packages at 03:00:00 UTC.",
            story.Decision.Refusal!.Sentence,
            StringComparison.Ordinal
        );
        Assert.Null(story.Run.Rollback);
        story
            .After(TimeSpan.FromSeconds(11))
            .When(new PersonsCommand.RollBack("all", Some.Approver, "it will not work"));
        Assert.NotNull(story.Run.Rollback);
    }

    [Fact]
    [Fault(23)]
    public void A_choice_that_somebody_elses_has_made_pointless_is_answered_with_who_said_what()
    {
        var story = ChoiceTests.Failed().When(new PersonsCommand.RollBack("all", Some.Requester, "it will not work"));
        story.When(new PersonsCommand.Retry(null, Some.Approver, null)).ThenRefused("overtaken");
        Assert.StartsWith(
            "mek asked to roll back all at 03:00:00 UTC.",
            story.Decision.Refusal!.Sentence,
            StringComparison.Ordinal
        );
        story.When(new PersonsCommand.Retry(null, Some.Stranger, null)).ThenRefused("not-operator");
        story.When(new PersonsCommand.Retry(null, Some.Requester, null)).ThenRefused("nothing-stuck");
    }

    [Fact]
    [Fault(23)]
    public void Whoever_names_the_state_they_saw_is_refused_when_somebody_decided_since()
    {
        var story = ChoiceTests.Failed();
        var seen = story.Run.Version;
        story.When(new PersonsCommand.Halt(Some.Requester, null)).After(TimeSpan.FromHours(1));
        story.When(new PersonsCommand.RollBack("all", Some.Approver, null) { Seen = seen }).ThenRefused("overtaken");
        story.When(new PersonsCommand.RollBack("all", Some.Approver, null) { Seen = story.Run.Version });
        Assert.NotNull(story.Run.Rollback);
    }

    [Fact]
    public void To_stop_is_never_too_late()
    {
        var story = ChoiceTests.Failed().When(new PersonsCommand.Retry(null, Some.Requester, null));
        story.When(new PersonsCommand.Halt(Some.Approver, null)).Then(new RunEvent.RunHalted(Some.Approver, null));
        story.When(new PersonsCommand.Abort(Some.Requester, null)).Then(new RunEvent.RunAborted(Some.Requester, null));
    }
}
