using OlUpgrade.Execution;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Slack;

/// <summary>Asks for a stage's own approval, in its rule's channel. Evidence: channel ID, ts, link.</summary>
public sealed class AskApproval(SlackClient slack) : IActivity
{
    private readonly MarkedMessage message = new(slack);

    public string Name => "ask-approval";

    public Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation) =>
        message.PostAsync(step, Channel(step), AskMessage.Of(step.Run, StageOf(step)), cancellation);

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        message.ProbeAsync(step, Channel(step), cancellation);

    private static string Channel(StepContext step) => (StageOf(step).Gate ?? step.Plan.Approval).Channel;

    private static PlannedStage StageOf(StepContext step) => step.Step.Work is Work.AskApproval ask
        ? step.Plan.Stage(ask.Stage)
        : throw new InvalidOperationException($"{step.Key} does not ask for an approval.");
}
