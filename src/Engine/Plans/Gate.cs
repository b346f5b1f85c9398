using OlUpgrade.Runbooks;

namespace OlUpgrade.Plans;

/// <summary>
/// A point at which people must agree: before a stage, or before an irreversible step on one host.
/// </summary>
/// <param name="Name">The stage's name, or <c>HOST: STEP</c>; the journal files the answers under it.</param>
/// <param name="Question">The step that posts the question.</param>
/// <param name="Before">The step that waits for the answer; null if the whole stage waits.</param>
public sealed record Gate(string Name, ApprovalRule Rule, StepPlace Question, StepPlace? Before)
{
    /// <summary>The gate before a stage; null if it needs no approval.</summary>
    public static Gate? Of(PlannedStage stage)
    {
        if (stage.Gate is not { } rule)
            return null;
        var question = stage.Name == ReservedNames.PrepareStage ? BuiltInSteps.PlanMessage : AskStep.Place(stage.Name);
        return new(stage.Name, rule, question, Before: null);
    }

    /// <summary>
    /// The gate before a step on a host; null unless its author marked the step as irreversible.
    /// </summary>
    public static Gate? Of(Plan plan, StepPlace place)
    {
        if (AskStep.Is(place) || plan.Step(place).Work is not Work.Run { Irreversible: not null })
            return null;
        return new(place.ToString(), plan.Stage(place.Stage).Gate ?? plan.Approval, AskStep.Before(place), place);
    }

    /// <summary>The gate with this name.</summary>
    public static Gate Named(Plan plan, string name) => All(plan).First(gate => gate.Name == name);

    /// <summary>The gate that this step asks about; null for any other step.</summary>
    public static Gate? AskedBy(Plan plan, StepPlace question) =>
        question == BuiltInSteps.PlanMessage || AskStep.Is(question)
            ? All(plan).FirstOrDefault(gate => gate.Question == question)
            : null;

    private static IEnumerable<Gate> All(Plan plan) =>
        plan.Stages.SelectMany(stage =>
            Of(stage) is { } gate ? OfSteps(plan, stage).Prepend(gate) : OfSteps(plan, stage)
        );

    private static IEnumerable<Gate> OfSteps(Plan plan, PlannedStage stage) =>
        from host in stage.Hosts
        from step in stage.Steps
        let gate = Of(plan, new(stage.Name, host, step.Name))
        where gate is not null
        select gate;
}
