using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Slack;

/// <summary>An approval that a run waits for, and the Slack message that asks for it.</summary>
public sealed record OpenQuestion(Run Run, PlannedStage Stage, string Channel, string MessageTs)
{
    /// <summary>The question that a run waits on, if its message is known.</summary>
    public static OpenQuestion? Of(Run run)
    {
        if (run.Status != RunStatus.AwaitingApproval || run.CurrentStage is not { } stage)
            return null;
        var asked = run.Evidence(stage.Name == OverheadSteps.PrepareStage ? OverheadSteps.PlanMessage : AskStep.Place(stage.Name));
        return asked is not null && asked.TryGetValue("channel", out var channel) && asked.TryGetValue("ts", out var ts)
            ? new OpenQuestion(run, stage, channel, ts)
            : null;
    }
}
