using OlUpgrade.Runbooks;

namespace OlUpgrade.Plans;

/// <summary>The step that asks for a gate's approval, before whatever the gate blocks.</summary>
public static class AskStep
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <summary>The step that asks for this gate, at this place.</summary>
    public static PlannedStep Of(StepPlace question, Gate gate) =>
        new(question.Step, new Runbooks.Work.AskApproval(gate.Name), Timeout, BuiltInSteps.Retry);

    /// <summary>Where the question before a stage is.</summary>
    public static StepPlace Place(string stage) => new(stage, StepPlace.NoHost, ReservedNames.AskStep);

    /// <summary>Where the question before a step on a host is.</summary>
    public static StepPlace Before(StepPlace step) => step with { Step = ReservedNames.AskBefore + step.Step };

    /// <summary>True for the place of a step that asks for an approval.</summary>
    public static bool Is(StepPlace place) => ReservedNames.IsQuestion(place.Step);
}
