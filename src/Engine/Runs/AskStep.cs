namespace OlUpgrade.Runs;

/// <summary>The step that asks for a gate's approval, done before what waits behind the gate.</summary>
public static class AskStep
{
    public const string Name = "ask for approval";

    /// <summary>How the question before a step is called, with the step's name behind it.</summary>
    public const string BeforeStep = "ask before: ";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    public static PlannedStep Of(StepPlace question, Gate gate) =>
        new(question.Step, new Runbooks.Work.AskApproval(gate.Name), Timeout, OverheadSteps.Retry);

    /// <summary>The question before a stage.</summary>
    public static StepPlace Place(string stage) => new(stage, StepPlace.NoHost, Name);

    /// <summary>The question before a step on a host.</summary>
    public static StepPlace Before(StepPlace step) => step with { Step = BeforeStep + step.Step };

    public static bool Is(StepPlace place) => IsName(place.Step);

    public static bool IsName(string step) => step == Name || step.StartsWith(BeforeStep, StringComparison.Ordinal);
}
