using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs;

/// <summary>The step that asks for a stage's own approval, done before the stage's hosts are touched.</summary>
public static class AskStep
{
    public const string Name = "ask for approval";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    public static PlannedStep Of(PlannedStage stage) =>
        new(Name, new Work.AskApproval(stage.Name), Timeout, OverheadSteps.Retry);

    public static StepPlace Place(string stage) => new(stage, StepPlace.NoHost, Name);
}
