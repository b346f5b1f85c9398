using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Slack;

/// <summary>
/// Posts the plan for approval. Its text never changes afterwards. Evidence: channel ID, ts, link.
/// </summary>
public sealed class PostPlan(SlackClient slack) : IActivity
{
    private readonly MarkedMessage _message = new(slack);

    public string Name => "post-plan";

    public Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation) =>
        _message.PostAsync(step, step.Plan.Approval.Channel, Question(step), cancellation);

    private static SlackLayout Question(StepContext step) =>
        QuestionLayout.Of(step.Run, Gate.AskedBy(step.Plan, BuiltInSteps.PlanMessage)!);

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        _message.ProbeAsync(step, step.Plan.Approval.Channel, cancellation);
}
