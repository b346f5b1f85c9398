using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Runs;

/// <summary>One run per machine, whatever the inventory calls it.</summary>
public sealed class OneMachineTests
{
    private static readonly StepPlace Survey = BuiltInSteps.Survey("ol-dev");
    private static readonly RunId Other = new(4);

    private static RunCommand.MakePlan Plan(string machine) =>
        new(ImmutableDictionary<string, RunId>.Empty.Add(machine, Other));

    private static Story Surveyed() => new Story().Opened().Done(Survey, ("machine-id", "m1"));

    [Fact]
    [Fault(20)]
    public void A_machine_on_which_another_run_works_stops_the_run_and_both_are_named()
    {
        var story = Surveyed().When(Plan("m1"));
        Assert.Equal(RunStatus.Paused, story.Run.Status);
        Assert.Null(story.Run.PlanDigest);
        var sentence = story.Run.Step(Survey).Failure!.Sentence;
        Assert.Contains(
            "ol-dev has the machine ID m1, and run 4 works on that machine",
            sentence,
            StringComparison.Ordinal
        );
        Assert.Contains("clone", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_resume_it_is_surveyed_and_looked_for_again()
    {
        var story = Surveyed().When(Plan("m1")).When(new PersonsCommand.Resume(null, Some.Requester, null));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, Survey, 2))], story.Agenda);
        story
            .Done(Survey, ("machine-id", "m1"))
            .When(new RunCommand.MakePlan(ImmutableDictionary<string, RunId>.Empty));
        Assert.NotNull(story.Run.PlanDigest);
        Assert.Equal(["m1"], story.Run.MachinesToTake);
    }

    [Fact]
    public void Other_machines_do_not_matter() => Assert.NotNull(Surveyed().When(Plan("m2")).Run.PlanDigest);
}
