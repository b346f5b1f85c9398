using OlUpgrade.Runbooks;

namespace OlUpgrade.Plans;

/// <summary>The step that asks for a gate's approval, done before what waits behind the gate.</summary>
public static class AskStep
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    public static PlannedStep Of(StepPlace question, Gate gate) =>
        new(question.Step, new Runbooks.Work.AskApproval(gate.Name), Timeout, BuiltInSteps.Retry);

    /// <summary>The question before a stage.</summary>
    public static StepPlace Place(string stage) => new(stage, StepPlace.NoHost, ReservedNames.AskStep);

    /// <summary>The question before a step on a host.</summary>
    public static StepPlace Before(StepPlace step) => step with { Step = ReservedNames.AskBefore + step.Step };

    public static bool Is(StepPlace place) => ReservedNames.IsQuestion(place.Step);
}
